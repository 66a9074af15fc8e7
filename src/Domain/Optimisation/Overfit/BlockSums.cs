namespace CoinPilot.Optimisation;

/// <summary>Sums of a block of returns, from which the Sharpe ratio of any blocks together follows.</summary>
internal readonly record struct BlockSums(int Count, double Sum, double Squares)
{
    /// <summary>Mean over sample standard deviation; 0 where nothing moves.</summary>
    public double Sharpe
    {
        get
        {
            double variance = (Squares - Sum * Sum / Count) / (Count - 1);
            return variance > 0 ? Sum / Count / Math.Sqrt(variance) : 0;
        }
    }

    /// <summary>As many blocks as equal as they can be, in order.</summary>
    public static BlockSums[] Of(double[] returns, int blocks) => [.. Enumerable.Range(0, blocks).Select(b =>
        Of(returns.AsSpan((int)((long)returns.Length * b / blocks)..(int)((long)returns.Length * (b + 1) / blocks))))];

    public static BlockSums operator +(BlockSums a, BlockSums b) => new(a.Count + b.Count, a.Sum + b.Sum, a.Squares + b.Squares);

    private static BlockSums Of(ReadOnlySpan<double> returns)
    {
        BlockSums all = default;
        foreach (double r in returns)
            all += new BlockSums(1, r, r * r);
        return all;
    }
}

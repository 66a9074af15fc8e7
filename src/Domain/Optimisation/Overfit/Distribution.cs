namespace CoinPilot.Optimisation;

/// <summary>What many runs of chance gave, in order.</summary>
public sealed class Distribution
{
    private readonly double[] _sorted;

    /// <summary>Of at least one value, none of them NaN.</summary>
    public Distribution(double[] values)
    {
        _sorted = values.Length > 0 ? [.. values.Order()] : throw new ArgumentException("no values", nameof(values));
    }

    public int Count => _sorted.Length;

    public double Mean => _sorted.Average();

    /// <summary>The value below which that share lies, 0 to 1, with lines between values (Hyndman and Fan's type 7).</summary>
    public double Quantile(double share)
    {
        double at = share * (_sorted.Length - 1);
        int below = (int)at;
        return below + 1 < _sorted.Length ? _sorted[below] + (at - below) * (_sorted[below + 1] - _sorted[below]) : _sorted[^1];
    }

    /// <summary>The share of values below that one.</summary>
    public double ShareBelow(double value) => (double)_sorted.Count(v => v < value) / _sorted.Length;
}

using CoinPilot.Values;

namespace CoinPilot.Optimisation;

/// <summary>
/// What luck in the order of trades can do: the same trades in another order, or drawn again with replacement. Each trade's result is a share of the
/// equity before it, and equity compounds over them one after the other; trades that were open at the same time count in the order of their ends.
/// </summary>
/// <param name="FinalEquity">Of each run. Another order changes nothing here but the last digits.</param>
/// <param name="MaxDrawdown">Of each run, 0 to 1, measured after each trade.</param>
public sealed record TradeLuck(Distribution FinalEquity, Distribution MaxDrawdown)
{
    /// <summary>Every trade once, in an order of chance (Fisher and Yates).</summary>
    public static TradeLuck Shuffle(double equity, IReadOnlyList<double> results, int runs, ulong seed) => Run(equity, results.Count, runs, seed, (order, random) =>
    {
        for (int i = 0; i < order.Length; i++)
            order[i] = results[i];
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = random.NextInt(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
    });

    /// <summary>As many trades, each drawn from all (Efron's bootstrap).</summary>
    public static TradeLuck Bootstrap(double equity, IReadOnlyList<double> results, int runs, ulong seed) => Run(equity, results.Count, runs, seed, (order, random) =>
    {
        for (int i = 0; i < order.Length; i++)
            order[i] = results[random.NextInt(results.Count)];
    });

    /// <summary>The results in the order given: equity at the end, and the deepest drawdown.</summary>
    public static (double FinalEquity, double MaxDrawdown) Follow(double equity, ReadOnlySpan<double> results)
    {
        double highest = equity, deepest = 0;
        foreach (double result in results)
        {
            equity *= 1 + result;
            highest = Math.Max(highest, equity);
            deepest = Math.Max(deepest, 1 - equity / highest);
        }
        return (equity, deepest);
    }

    private static TradeLuck Run(double equity, int trades, int runs, ulong seed, Action<double[], SeededRandom> arrange)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(equity);
        SeededRandom random = new(seed);
        double[] order = new double[trades], finals = new double[runs], drawdowns = new double[runs];
        for (int i = 0; i < runs; i++)
        {
            arrange(order, random);
            (finals[i], drawdowns[i]) = Follow(equity, order);
        }
        return new TradeLuck(new Distribution(finals), new Distribution(drawdowns));
    }
}

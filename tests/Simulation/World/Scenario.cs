using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Simulation.World;

/// <summary>All that a seed decides before the run: the shape of the system and what will go wrong.</summary>
public sealed record Scenario(
    ulong Seed, int Nodes, IReadOnlyList<Symbol> Symbols, int StrategiesPerSymbol, TimeSpan Length, Timestamp Start, IReadOnlyList<Fault> Faults)
{
    /// <summary>Varies what happens by chance under the same faults.</summary>
    public int Noise { get; init; }

    public static readonly Money Cash = Money.Of(10_000_000);

    /// <summary>Room for three entries at a time, so that symbols compete for it.</summary>
    public static readonly RiskLimits Limits = new() { MaxOrderPercent = 20, MaxTotalExposurePercent = 60, MaxPriceAge = TimeSpan.FromSeconds(30) };

    private static readonly string[] Codes = ["KRW-AAA", "KRW-BBB", "KRW-CCC", "KRW-DDD", "KRW-EEE", "KRW-FFF", "KRW-GGG", "KRW-HHH"];

    /// <summary>The scenario of a seed; half of its faults are of the favoured kind where one is given.</summary>
    public static Scenario Of(ulong seed, FaultKind? favoured = null)
    {
        SeededRandom random = new(seed);
        int nodes = 2 + random.NextInt(3);
        int symbols = 2 + random.NextInt(Codes.Length - 1);
        TimeSpan length = TimeSpan.FromMinutes(5 + random.NextInt(11));
        Timestamp midnight = Timestamp.Utc(2025, 9, 2);
        Timestamp start = midnight - TimeSpan.FromSeconds(random.NextInt(3) == 0 ? random.NextInt(600) : 12 * 3600);
        IReadOnlyList<Fault> faults = FaultPlan.Draw(random, nodes, symbols, length, favoured);
        return new Scenario(seed, nodes, [.. Codes.Take(symbols).Select(Symbol.Parse)], 1 + random.NextInt(2), length, start, faults);
    }

    /// <summary>The same run with only those faults.</summary>
    public Scenario With(IReadOnlySet<int> faults) => this with { Faults = [.. Faults.Where(f => faults.Contains(f.Number))] };
}

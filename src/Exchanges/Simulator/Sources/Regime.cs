using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>What a made-up market is like for a while; it lasts three hours on average.</summary>
internal sealed record Regime(double Volatility, double DriftPerMinute, double Activity)
{
    private const int AverageMinutes = 180;

    private static readonly Regime[] All =
    [
        new(0.7, 0, 0.8),
        new(1.0, 0.00008, 1.0),
        new(1.0, -0.00008, 1.0),
        new(2.5, 0, 1.8),
    ];

    public static Regime Calm => All[0];

    /// <summary>The regime of the next minute: mostly the same, sometimes any of them.</summary>
    public Regime Next(SeededRandom random) => random.NextInt(AverageMinutes) == 0 ? All[random.NextInt(All.Length)] : this;
}

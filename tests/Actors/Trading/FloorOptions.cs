using CoinPilot.Actors.InProcess;
using CoinPilot.Risk;
using CoinPilot.Strategies;

namespace CoinPilot.Tests.Trading;

/// <summary>How a <see cref="Floor"/> is set up.</summary>
internal sealed record FloorOptions
{
    public int Symbols { get; init; } = 1;

    /// <summary>KRW; null leaves the account closed.</summary>
    public decimal? Cash { get; init; } = 10_000_000m;

    /// <summary>No limits on number, pace or loss, unless a test asks for them.</summary>
    public RiskLimits Limits { get; init; } = RiskLimits.SizesOnly;

    public IReadOnlyList<StrategyChoice> Strategies { get; init; } = [CandleColour.Steady];

    /// <summary>Null for none, as in a backtest.</summary>
    public TimeSpan? Heartbeat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Quarantine at the first failure, unless told otherwise.</summary>
    public SupervisionPolicy Supervision { get; init; } = SupervisionPolicy.Default with { MaxRestarts = 0 };
}

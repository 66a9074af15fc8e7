using CoinPilot.Actors.Contract;
using CoinPilot.Risk;

namespace CoinPilot.Actors.Trading;

/// <summary>Whom a position actor deals with. <paramref name="Observer"/> is told of every change once it is durable.</summary>
/// <param name="Heartbeat">How often it repeats its totals to the portfolio and looks for orders gone silent; null for never.</param>
public sealed record PositionLinks(ActorRef Market, ActorRef Portfolio, ActorRef Execution, ActorRef Observer, TimeSpan? Heartbeat = null)
{
    /// <summary>For the venue's smallest and largest order.</summary>
    public RiskLimits Limits { get; init; } = RiskLimits.Default;
}

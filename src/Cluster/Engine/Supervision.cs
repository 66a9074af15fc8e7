using Akka.Actor;

namespace CoinPilot.Clustering.Engine;

/// <summary>What Akka does when a host itself fails, which no failure of an actor of ours makes it do: it ends, and says so.</summary>
internal static class Supervision
{
    public static SupervisorStrategy OfHosts { get; } = new OneForOneStrategy(static _ => Directive.Stop);
}

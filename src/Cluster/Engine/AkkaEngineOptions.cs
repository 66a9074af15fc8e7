using CoinPilot.Actors.InProcess;

namespace CoinPilot.Clustering.Engine;

/// <summary>What the engine on Akka can be told besides.</summary>
public sealed record AkkaEngineOptions : EngineOptions
{
    /// <summary>Threads that actors run on; any of them runs any partition.</summary>
    public int Workers
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "one worker at least");
    } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>How long disposal waits for queued messages and pending persists.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(10);
}

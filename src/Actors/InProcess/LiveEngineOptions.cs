using CoinPilot.Actors.InProcess.Recording;

namespace CoinPilot.Actors.InProcess;

/// <summary>What the live engine can be told besides.</summary>
public sealed record LiveEngineOptions : EngineOptions
{
    /// <summary>Worker threads; partitions are dealt out among them in the order they appear.</summary>
    public int Workers
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "one worker at least");
    } = Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>Where all that reaches the actors from outside is written down, for a replay; null for nowhere.</summary>
    public IInputLog? InputLog { get; init; }

    /// <summary>How long disposal waits for queued messages and pending persists.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(10);
}

namespace CoinPilot.Tests.Exchanges.Simulator;

/// <summary>Wall time that stands still unless it is set; timers and stopwatches run.</summary>
internal sealed class StoppedTime(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

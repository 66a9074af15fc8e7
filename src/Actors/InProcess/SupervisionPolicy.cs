namespace CoinPilot.Actors.InProcess;

/// <summary>
/// How a failing actor is treated: restarted after a pause that doubles from <paramref name="FirstBackoff"/> to
/// <paramref name="MaxBackoff"/>; after more than <paramref name="MaxRestarts"/> failures within <paramref name="Window"/>, quarantined.
/// </summary>
public sealed record SupervisionPolicy(TimeSpan FirstBackoff, TimeSpan MaxBackoff, int MaxRestarts, TimeSpan Window)
{
    /// <summary>100 ms to 10 s, 5 restarts within a quarter of an hour: an actor that fails on every one-minute candle gets there.</summary>
    public static SupervisionPolicy Default { get; } =
        new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10), 5, TimeSpan.FromMinutes(15));
}

namespace CoinPilot.Clustering.Market;

/// <summary>The bounds of a <see cref="MarketGraph"/>.</summary>
public sealed record MarketGraphOptions
{
    /// <summary>The pause before a stream that ended is begun anew; it doubles up to <see cref="MaxBackoff"/>.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Events of all symbols between the stream and the symbols' own queues; past it the stream's thread waits.</summary>
    public int Buffer { get; init; } = 1_024;

    /// <summary>Trades of one symbol that wait while its actor is busy; past them the newest takes the last one's place.</summary>
    public int TradesKept { get; init; } = 4_096;
}

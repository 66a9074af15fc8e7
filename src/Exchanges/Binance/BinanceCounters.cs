namespace CoinPilot.Exchanges.Binance;

/// <summary>What the client saw and did, counted since it was made. Read from any thread.</summary>
public sealed class BinanceCounters
{
    private readonly long[] _counts = new long[Enum.GetValues<BinanceCount>().Length];

    public long this[BinanceCount count] => Volatile.Read(ref _counts[(int)count]);

    /// <summary>All counts by name, for metrics.</summary>
    public IEnumerable<KeyValuePair<string, long>> All => Enum.GetValues<BinanceCount>().Select(c => KeyValuePair.Create(c.ToString(), this[c]));

    internal void Add(BinanceCount count) => Interlocked.Increment(ref _counts[(int)count]);
}

/// <summary>What <see cref="BinanceCounters"/> counts.</summary>
public enum BinanceCount
{
    Frames, Trades, Candles,
    /// <summary>Not JSON, or a known event with a field missing or unreadable.</summary>
    MalformedFrames,
    /// <summary>Events of a kind or symbol that was not asked for.</summary>
    UnknownEvents,
    /// <summary>Trades whose number is not above the symbol's last one; dropped.</summary>
    RepeatedTrades,
    /// <summary>Minutes that the stream left out; the connection is made anew and they are fetched.</summary>
    Holes,
    Connects, Disconnects, BackfillFailures, RestCalls, RateLimited,
}

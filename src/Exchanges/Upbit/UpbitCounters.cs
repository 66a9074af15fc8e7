namespace CoinPilot.Exchanges.Upbit;

/// <summary>What the client saw and did, counted since it was made. Read from any thread.</summary>
public sealed class UpbitCounters
{
    private readonly long[] _counts = new long[Enum.GetValues<UpbitCount>().Length];

    public long this[UpbitCount count] => Volatile.Read(ref _counts[(int)count]);

    /// <summary>All counts by name, for metrics.</summary>
    public IEnumerable<KeyValuePair<string, long>> All =>
        Enum.GetValues<UpbitCount>().Select(c => KeyValuePair.Create(c.ToString(), this[c]));

    internal void Add(UpbitCount count) => Interlocked.Increment(ref _counts[(int)count]);
}

/// <summary>What <see cref="UpbitCounters"/> counts.</summary>
public enum UpbitCount
{
    Frames, Trades, Candles, Books, Tickers, OrderEvents, AssetEvents, Announcements, StatusFrames, ErrorFrames, SubscriptionLists,
    /// <summary>Not JSON, or a known message with a field missing or unreadable.</summary>
    MalformedFrames,
    /// <summary>Messages of a type that is not read.</summary>
    UnknownTypes,
    /// <summary>Messages of a code that was not subscribed.</summary>
    UnknownCodes,
    /// <summary>Trades with the sequence number of the symbol's last one; dropped.</summary>
    DuplicateTrades,
    /// <summary>Trades with a sequence number below the symbol's last one; dropped.</summary>
    OutOfOrderTrades,
    /// <summary>Candle updates that changed a candle already passed on as final; ignored.</summary>
    LateCandles,
    /// <summary>Candles that lacked trades seen when their time was up, and were asked for instead.</summary>
    FetchedLateCandles,
    /// <summary>Trades and candles whose time cannot be true, or is a day behind; dropped.</summary>
    AbsurdTimes,
    /// <summary>Order events without our identifier, or of an unknown state; left out.</summary>
    ForeignOrderEvents,
    /// <summary>Sockets that were begun to be opened; each ends as a connect or a disconnect.</summary>
    ConnectAttempts,
    Connects, Disconnects, DeadSockets,
    /// <summary>Messages sent over sockets: subscriptions, and the PING that starts the status frames.</summary>
    SocketMessages,
    /// <summary>Subscribed codes for which nothing came after a connect.</summary>
    SilentCodes,
    BackfillFailures, RestCalls,
    /// <summary>Calls that are over, with an answer or without.</summary>
    RestEnded,
    RateLimited, Blocked, AmbiguousCalls,
}

namespace CoinPilot.Exchanges.Simulator;

/// <summary>How the refusal of a request too many is spelt; a client must not rely on either.</summary>
public enum RefusalBody { Text, Json }

/// <summary>Requests that a real second allows, by group; the figures are Upbit's.</summary>
public sealed record RateLimits
{
    public int Market { get; init; } = 10;

    public int Candles { get; init; } = 10;

    public int Trade { get; init; } = 10;

    public int Ticker { get; init; } = 10;

    public int OrderBook { get; init; } = 10;

    /// <summary>All private calls that have no group of their own.</summary>
    public int Default { get; init; } = 30;

    /// <summary>New orders; null for what the venue's rules of the date say.</summary>
    public int? Order { get; init; }

    /// <summary>Orders that are only tried.</summary>
    public int OrderTest { get; init; } = 8;

    /// <summary>Cancels of all open orders in two seconds.</summary>
    public int OrderCancelAll { get; init; } = 1;

    /// <summary>Public requests with an Origin header in ten seconds.</summary>
    public int Origin { get; init; } = 1;

    /// <summary>New sockets in a second.</summary>
    public int SocketConnects { get; init; } = 5;

    /// <summary>Messages that one socket may send in a second.</summary>
    public int SocketMessages { get; init; } = 5;

    /// <summary>Messages that one socket may send in a minute.</summary>
    public int SocketMessagesPerMinute { get; init; } = 100;

    public RefusalBody RefusalBody { get; init; } = RefusalBody.Text;

    /// <summary>Refusals within ten seconds after which the caller is blocked (418).</summary>
    public int RefusalsBeforeBlock { get; init; } = 20;

    /// <summary>How long the first block lasts; each further one is twice as long.</summary>
    public TimeSpan FirstBlock { get; init; } = TimeSpan.FromSeconds(60);
}

namespace CoinPilot.Exchanges.Simulator;

/// <summary>Requests that a real second allows, by group; the figures are Upbit's.</summary>
public sealed record RateLimits
{
    public int Market { get; init; } = 10;

    public int Candles { get; init; } = 10;

    public int Ticker { get; init; } = 10;

    /// <summary>All private calls but new orders.</summary>
    public int Default { get; init; } = 30;

    /// <summary>New orders.</summary>
    public int Order { get; init; } = 12;

    /// <summary>Messages that one socket may send in a second.</summary>
    public int SocketMessages { get; init; } = 5;

    /// <summary>Messages that one socket may send in a minute.</summary>
    public int SocketMessagesPerMinute { get; init; } = 100;
}

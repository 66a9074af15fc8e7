using CoinPilot.MarketData;

namespace CoinPilot.Actors.Trading;

/// <summary>Messages to a market actor, besides <see cref="MarketEvent"/>s.</summary>
public interface IMarketMessage;

/// <summary>Sends the sender every candle from now on, and every trade for as long as it wants them.</summary>
public sealed record SubscribeMarket(bool WantsTrades) : IMarketMessage
{
    /// <summary>True to be sent the newest event at once, where there is one.</summary>
    public bool WantsLast { get; init; }

    /// <summary>
    /// How many minutes of candles to keep for a reader that starts anew; answered with those that are kept now, none at first. Null for no answer.
    /// </summary>
    public int? WarmUpMinutes { get; init; }
}

/// <summary>
/// History, oldest first: indicators see it, nobody trades on it. Forwarded to subscribers, less the candles already seen.
/// </summary>
public sealed record WarmUp(IReadOnlyList<Candle> Candles) : IMarketMessage
{
    /// <summary>True for the answer to <see cref="SubscribeMarket.WarmUpMinutes"/>: what the market sends after it follows on these candles.</summary>
    public bool IsAnswer { get; init; }
}

/// <summary>Replied to with <see cref="MarketStatus"/>.</summary>
public sealed record GetMarketStatus : IMarketMessage;

/// <summary>What a market actor has seen. Duplicate and late events were dropped; stale candles became history.</summary>
public sealed record MarketStatus(MarketEvent Last, long Trades, long Candles, long Duplicates, long StaleCandles);

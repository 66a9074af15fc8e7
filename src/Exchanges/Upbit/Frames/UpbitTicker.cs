using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>A market's day so far (a day begins 00:00 UTC) and its last trade. What the source leaves out is null.</summary>
public sealed record UpbitTicker
{
    public required Symbol Symbol { get; init; }

    /// <summary>The venue's time of the message.</summary>
    public required Timestamp Time { get; init; }

    public required Price TradePrice { get; init; }

    public required Quantity TradeVolume { get; init; }

    public required Timestamp TradeTime { get; init; }

    /// <summary>The aggressor of the last trade; the REST call does not tell.</summary>
    public OrderSide? Taker { get; init; }

    public Price? Open { get; init; }

    public Price? High { get; init; }

    public Price? Low { get; init; }

    /// <summary>The last price of the day before.</summary>
    public Price? PreviousClose { get; init; }

    /// <summary>Against <see cref="PreviousClose"/>.</summary>
    public Money? SignedChange { get; init; }

    /// <summary>Against <see cref="PreviousClose"/>, to ten decimals: 0.0125 is 1.25 %.</summary>
    public decimal? SignedChangeRate { get; init; }

    public Quantity? Volume { get; init; }

    public Quantity? Volume24h { get; init; }

    /// <summary>Traded value in quote currency.</summary>
    public Money? Value { get; init; }

    public Money? Value24h { get; init; }

    /// <summary>Of <see cref="Volume"/>, what takers sold.</summary>
    public Quantity? AskVolume { get; init; }

    /// <summary>Of <see cref="Volume"/>, what takers bought.</summary>
    public Quantity? BidVolume { get; init; }

    public Price? Highest52Weeks { get; init; }

    public Price? Lowest52Weeks { get; init; }

    /// <summary><c>yyyy-MM-dd</c></summary>
    public string? Highest52WeeksDate { get; init; }

    /// <summary><c>yyyy-MM-dd</c></summary>
    public string? Lowest52WeeksDate { get; init; }

    /// <summary><c>PREVIEW</c>, <c>ACTIVE</c> or <c>DELISTED</c>.</summary>
    public string? MarketState { get; init; }

    /// <summary>The day trading ends, once that is known.</summary>
    public string? DelistingDate { get; init; }

    /// <summary><c>NONE</c> or <c>CAUTION</c>.</summary>
    public string? MarketWarning { get; init; }

    public bool IsSnapshot { get; init; }
}

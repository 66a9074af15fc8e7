using System.Diagnostics.CodeAnalysis;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.MarketData;

/// <summary>What a <see cref="MarketEvent"/> carries.</summary>
public enum MarketEventKind : byte
{
    None,
    Trade,

    /// <summary>A bar that is final: its venue will not change it any more.</summary>
    ClosedCandle,
}

/// <summary>
/// The hot path's only message: a trade or a closed candle, passed by reference to a struct and never boxed.
/// </summary>
public readonly struct MarketEvent
{
    private readonly Candle _candle;
    private readonly long _detail;

    private MarketEvent(MarketEventKind kind, OrderSide side, in Candle candle, long detail)
    {
        Kind = kind;
        Side = side;
        _candle = candle;
        _detail = detail;
    }

    public MarketEventKind Kind { get; }

    private OrderSide Side { get; }

    /// <summary>The candle; meaningful when <see cref="Kind"/> is <see cref="MarketEventKind.ClosedCandle"/>.</summary>
    [UnscopedRef]
    public ref readonly Candle Candle => ref _candle;

    /// <summary>The trade's number at its venue; 0 where the source has none.</summary>
    public long TradeId => _detail;

    /// <summary>Minutes in the candle.</summary>
    public int IntervalMinutes => (int)_detail;

    /// <summary>The trade; meaningful when <see cref="Kind"/> is <see cref="MarketEventKind.Trade"/>.</summary>
    public Trade Trade => new(_candle.OpenTime, _candle.Close, _candle.Volume, Side, _detail);

    /// <summary>The last price this event tells of: the trade's, or the candle's close.</summary>
    public Price LastPrice => _candle.Close;

    /// <summary>The venue's time of that price: the trade's, or the end of the candle.</summary>
    public Timestamp Time => Kind == MarketEventKind.ClosedCandle
        ? new Timestamp(_candle.OpenTime.UnixMicros + _detail * 60_000_000)
        : _candle.OpenTime;

    public static MarketEvent Of(in Trade trade) =>
        new(MarketEventKind.Trade, trade.Taker,
            new Candle(trade.Time, trade.Price, trade.Price, trade.Price, trade.Price, trade.Quantity), trade.SequentialId);

    public static MarketEvent OfClosed(in Candle candle, int intervalMinutes) =>
        new(MarketEventKind.ClosedCandle, default, candle, intervalMinutes);
}

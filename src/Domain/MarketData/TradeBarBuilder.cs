using CoinPilot.Values;

namespace CoinPilot.MarketData;

/// <summary>
/// Builds time bars from trades. A bar closes with the first trade after it, or when told that its end has passed; a trade of a closed bar is late
/// and dropped, since nothing that was acted upon is taken back.
/// </summary>
public sealed class TradeBarBuilder(BarSize size)
{
    private readonly BarSize _size = size.TotalMinutes > 0 ? size : throw new ArgumentOutOfRangeException(nameof(size), size, "a bar has at least a minute");
    private TradeGate _gate;
    private OpenBar _bar;
    private Timestamp _start;
    private Timestamp _end;

    /// <summary>Trades dropped because their number, or a later one, came before.</summary>
    public long Duplicates => _gate.Duplicates;

    /// <summary>Trades dropped because their bar was closed.</summary>
    public long Late => _gate.Late;

    /// <summary>Adds a trade; true when <paramref name="closed"/> is the bar before its own, now final.</summary>
    public bool Add(in Trade trade, out Candle closed)
    {
        closed = default;
        if (!_gate.Admits(trade, _start))
            return false;
        bool closes = CloseUntil(trade.Time, out closed);
        if (!_bar.Any)
            (_start, _end) = _size.Around(trade.Time);
        _bar.Add(trade, _start);
        return closes;
    }

    /// <summary>Tells that no trade before <paramref name="time"/> is to come; true when that closes the open bar.</summary>
    public bool CloseUntil(Timestamp time, out Candle closed)
    {
        bool closes = _bar.Any && time >= _end;
        closed = closes ? _bar.Take() : default;
        if (closes)
            _start = _end;
        return closes;
    }
}

using CoinPilot.MarketData;

namespace CoinPilot.Actors.Backtest;

/// <summary>A tape of recorded trades and the one-minute candles that they make.</summary>
public sealed class TradeTape : MinuteTape
{
    private readonly Candle[] _candles;
    private readonly Trade[] _trades;
    private readonly int _first;
    private int _at;
    private int _next;

    /// <param name="candles">As <see cref="MinutesOf"/> gives them; some at the beginning or the end may be left out, and their trades are with them.</param>
    /// <param name="trades">In the order of their times.</param>
    /// <param name="first">The number of the first candle to play.</param>
    public TradeTape(Candle[] candles, Trade[] trades, int first = 0)
    {
        (_candles, _trades, _first, _at) = (candles, trades, first, first);
        Seek();
    }

    public override ReadOnlySpan<Candle> Ahead => _candles.AsSpan(_at);

    public override ReadOnlySpan<Trade> Trades
    {
        get
        {
            long end = _candles[_at].OpenTime.UnixMicros + Minute;
            int until = _next;
            while (until < _trades.Length && _trades[until].Time.UnixMicros < end)
                until++;
            return _trades.AsSpan(_next, until - _next);
        }
    }

    public override double Done => _candles.Length == _first ? 1 : (_at - _first) / (double)(_candles.Length - _first);

    private static long Minute => 60_000_000;

    public override void Take(int minutes)
    {
        _at += minutes;
        Seek();
    }

    /// <summary>
    /// The trades as a tape takes them, and the candles that they make, closed as live ones are. One that came before, by its number, is left out; one
    /// stamped before the last takes that one's time.
    /// </summary>
    public static (Candle[] Candles, Trade[] Trades) MinutesOf(IEnumerable<Trade> trades)
    {
        TradeBarBuilder builder = new(BarSize.Minutes(1));
        TradeGate gate = new();
        List<Candle> candles = [];
        List<Trade> kept = [];
        foreach (Trade told in trades)
        {
            Trade trade = kept.Count > 0 && told.Time < kept[^1].Time ? told with { Time = kept[^1].Time } : told;
            if (!gate.Admits(trade, earliest: default))
                continue;
            kept.Add(trade);
            if (builder.Add(trade, out Candle closed))
                candles.Add(closed);
        }
        if (builder.CloseUntil(new(long.MaxValue), out Candle last))
            candles.Add(last);
        return ([.. candles], [.. kept]);
    }

    private void Seek()
    {
        if (_at == _candles.Length)
            return;
        long open = _candles[_at].OpenTime.UnixMicros;
        while (_next < _trades.Length && _trades[_next].Time.UnixMicros < open)
            _next++;
    }
}

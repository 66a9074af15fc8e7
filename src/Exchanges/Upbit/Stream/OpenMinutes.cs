using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>A minute as it is known so far: the newest state of its candle, and what its trades add up to.</summary>
/// <param name="Candle">Null while only trades were seen.</param>
/// <param name="TradedUnits">Quantity of the trades seen, in 1e-8; absurd frames may wrap it, which costs a fetch at most.</param>
/// <param name="IsPartial">True when the line was down for a part of it, so that the trades seen are not all.</param>
/// <param name="IsFetched">True when the venue was asked for it after its end: what the trades say no longer counts.</param>
internal readonly record struct OpenMinute(Candle? Candle, Int128 TradedUnits, bool IsPartial, bool IsFetched)
{
    /// <summary>The trades seen do not show that the candle has all: an update of it may be on its way still, or lost.</summary>
    public bool IsDoubtful => !IsFetched && (IsPartial || TradedUnits > VolumeUnits);

    private Int128 VolumeUnits => Candle?.Volume.Units ?? 0;
}

/// <summary>A symbol's minutes that are not final yet, oldest first; seldom more than two, unless the symbol is held.</summary>
internal sealed class OpenMinutes
{
    /// <summary>The oldest go first, since the fetch that a held symbol waits for brings them back.</summary>
    private const int Most = 1440;

    private readonly SortedList<Timestamp, OpenMinute> _minutes = [];
    private Timestamp _trading;
    private Int128 _unbooked;

    public int Count => _minutes.Count;

    public Timestamp FirstOpen => _minutes.Keys[0];

    public OpenMinute First
    {
        get
        {
            BookTrades();
            return _minutes.Values[0];
        }
    }

    public void RemoveFirst()
    {
        BookTrades();
        _minutes.RemoveAt(0);
    }

    /// <summary>Adds a trade of the minute that had the last one: the usual case, and the cheap one. False when it is of another.</summary>
    public bool TryAddTrade(in Trade trade)
    {
        if (!_trading.IsSet || trade.Time < _trading || trade.Time >= _trading + UpbitTime.Minute)
            return false;
        _unbooked = unchecked(_unbooked + trade.Quantity.Units);
        return true;
    }

    /// <summary>True when the minute was not known before.</summary>
    public bool AddTrade(Timestamp open, Quantity quantity)
    {
        BookTrades();
        bool isNew = !_minutes.TryGetValue(open, out OpenMinute minute);
        Set(open, minute);
        (_trading, _unbooked) = (open, quantity.Units);
        return isNew;
    }

    /// <summary>Takes a state of the candle; true when the minute was not known before.</summary>
    public bool AddState(in Candle candle)
    {
        bool isNew = !_minutes.TryGetValue(candle.OpenTime, out OpenMinute minute);
        // States of one minute may come in any order; volume only grows, so less of it is older.
        if (minute.Candle is not { } known || candle.Volume >= known.Volume)
            Set(candle.OpenTime, minute with { Candle = candle });
        return isNew;
    }

    /// <summary>The venue was asked after the end of every minute before <paramref name="end"/>: they are as final as they get.</summary>
    public void MarkFetched(Timestamp end)
    {
        for (int i = 0; i < _minutes.Count && _minutes.Keys[i] < end; i++)
            _minutes.SetValueAtIndex(i, _minutes.Values[i] with { IsFetched = true });
    }

    /// <summary>Trades of these minutes may have been missed.</summary>
    public void MarkPartial()
    {
        for (int i = 0; i < _minutes.Count; i++)
            _minutes.SetValueAtIndex(i, _minutes.Values[i] with { IsPartial = true });
    }

    private void BookTrades()
    {
        if (_trading.IsSet && _minutes.TryGetValue(_trading, out OpenMinute minute))
            _minutes[_trading] = minute with { TradedUnits = unchecked(minute.TradedUnits + _unbooked) };
        (_trading, _unbooked) = (Timestamp.None, 0);
    }

    private void Set(Timestamp open, in OpenMinute minute)
    {
        _minutes[open] = minute;
        if (_minutes.Count > Most)
            _minutes.RemoveAt(0);
    }
}

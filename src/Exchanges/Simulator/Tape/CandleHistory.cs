using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>One market's candles of one length as they are recorded, oldest first; intervals without a trade have none.</summary>
/// <param name="unit">Their length.</param>
/// <param name="kept">How many are remembered at least; null for all.</param>
internal sealed class CandleHistory(CandleUnit unit, int? kept)
{
    private readonly List<TapeCandle> _candles = [];

    public int Count => _candles.Count;

    public TapeCandle this[int index] => _candles[index];

    public TapeCandle Last => _candles[^1];

    public void Add(in Trade trade)
    {
        Timestamp start = unit.FloorOf(trade.Time);
        if (_candles.Count > 0 && _candles[^1].Candle.OpenTime == start)
        {
            _candles[^1] = _candles[^1].With(trade);
            return;
        }
        _candles.Add(TapeCandle.Open(start, trade));
        if (kept is { } limit && _candles.Count >= 2 * limit)
            _candles.RemoveRange(0, _candles.Count - limit);
    }

    /// <summary>The newest that opened before <paramref name="before"/>, newest first, put together to <paramref name="length"/>, which holds whole ones of these.</summary>
    public IEnumerable<TapeCandle> NewestFirst(CandleUnit length, Timestamp before)
    {
        int at = CountBefore(before) - 1;
        while (at >= 0)
        {
            Timestamp start = length.FloorOf(_candles[at].Candle.OpenTime);
            TapeCandle whole = _candles[at];
            for (at--; at >= 0 && _candles[at].Candle.OpenTime >= start; at--)
                whole = whole.After(_candles[at]);
            yield return whole.OpenedAt(start);
        }
    }

    /// <summary>The number of candles that opened before <paramref name="time"/>.</summary>
    private int CountBefore(Timestamp time)
    {
        int low = 0, high = _candles.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_candles[middle].Candle.OpenTime < time)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}

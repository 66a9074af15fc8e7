using System.Collections;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.App.Optimisations;

/// <summary>Those of some candles that open from one instant, inclusive, to another, exclusive, without a copy of them.</summary>
internal sealed class CandleSlice : IReadOnlyList<Candle>
{
    private readonly IReadOnlyList<Candle> _all;
    private readonly int _first;

    public CandleSlice(IReadOnlyList<Candle> all, Timestamp from, Timestamp to)
    {
        _all = all;
        _first = FirstFrom(all, from);
        Count = Math.Max(0, FirstFrom(all, to) - _first);
    }

    public int Count { get; }

    public Candle this[int index] => index >= 0 && index < Count ? _all[_first + index] : throw new ArgumentOutOfRangeException(nameof(index), index, null);

    public IEnumerator<Candle> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return _all[_first + i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static int FirstFrom(IReadOnlyList<Candle> candles, Timestamp from)
    {
        int low = 0, high = candles.Count;
        while (low < high)
        {
            int middle = low + (high - low) / 2;
            (low, high) = candles[middle].OpenTime < from ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}

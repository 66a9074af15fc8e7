using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Risk;

/// <summary>
/// The average true range of a symbol's bars, smoothed by Wilder (New Concepts in Technical Trading Systems, 1978): the mean of the first bars,
/// then (n - 1) / n of the last value and 1 / n of the newest range.
/// </summary>
public sealed class RangeMeter(TimeSpan bar, int bars)
{
    private readonly BarBuilder _builder = new(bar);
    private double _average;
    private long _close;
    private int _seen;

    /// <summary>None before so many bars have closed.</summary>
    public Price AverageRange => _seen < bars ? Price.None : new Price((long)_average);

    public void Add(in Candle candle, int minutes)
    {
        if (!_builder.Add(candle, minutes, out Candle closed))
            return;
        // The first bar has no close before it: its range is its own.
        long high = _close == 0 ? closed.High.Units : Math.Max(closed.High.Units, _close);
        long low = _close == 0 ? closed.Low.Units : Math.Min(closed.Low.Units, _close);
        _close = closed.Close.Units;
        _seen = Math.Min(_seen + 1, bars + 1);
        int weight = Math.Min(_seen, bars);
        _average += (high - low - _average) / weight;
    }
}

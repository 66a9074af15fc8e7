using CoinPilot.Values;

namespace CoinPilot.MarketData;

/// <summary>
/// Builds longer bars from shorter ones, on UTC boundaries. A bar closes with the source bar that ends it, or, where that minute had no trade,
/// with the first bar after it; at most one closes at a time. Bars without any source bar are not made up. Source bars come in order, none twice.
/// </summary>
public sealed class BarBuilder
{
    private readonly long _lengthMicros;
    private Candle _open;
    private bool _any;

    /// <summary>Throws when <paramref name="interval"/> is not a positive number of whole minutes that divides a day.</summary>
    public BarBuilder(TimeSpan interval)
    {
        if (interval <= TimeSpan.Zero || interval.Ticks % TimeSpan.TicksPerMinute != 0 || TimeSpan.TicksPerDay % interval.Ticks != 0)
            throw new ArgumentOutOfRangeException(nameof(interval), interval, "a bar is a whole number of minutes that divides a day");
        _lengthMicros = interval.Ticks / 10;
    }

    /// <summary>The bar in progress; false before the first source bar.</summary>
    public bool TryGetOpen(out Candle bar)
    {
        bar = _open;
        return _any;
    }

    /// <summary>Adds a source bar of <paramref name="minutes"/>; true when <paramref name="closed"/> is a bar that just became final.</summary>
    public bool Add(in Candle source, int minutes, out Candle closed)
    {
        long start = source.OpenTime.UnixMicros - source.OpenTime.UnixMicros % _lengthMicros;
        bool late = _any && start > _open.OpenTime.UnixMicros;
        closed = _open;
        if (!_any || late)
            _open = source with { OpenTime = new Timestamp(start) };
        else
            Merge(source);
        _any = true;
        if (late)
            return true;
        if (source.OpenTime.UnixMicros + minutes * 60_000_000L < start + _lengthMicros)
            return false;
        closed = _open;
        _any = false;
        return true;
    }

    private void Merge(in Candle source) => _open = _open with
    {
        High = Price.Max(_open.High, source.High),
        Low = Price.Min(_open.Low, source.Low),
        Close = source.Close,
        Volume = _open.Volume + source.Volume,
    };
}

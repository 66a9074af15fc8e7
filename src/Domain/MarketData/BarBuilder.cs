using CoinPilot.Values;

namespace CoinPilot.MarketData;

/// <summary>
/// Builds longer bars from shorter ones. A bar closes with the source bar that ends it, or, where that minute had no trade,
/// with the first bar after it. Bars without any source bar are not made up. Source bars come in order, none twice, none longer than a bar.
/// </summary>
public sealed class BarBuilder
{
    private const long MicrosPerMinute = 60_000_000;

    private readonly BarSize _size;
    private Candle _open;
    private long _end;
    private bool _any;

    /// <summary>Throws for <c>default</c>, which has no length.</summary>
    public BarBuilder(BarSize size)
    {
        if (size.TotalMinutes == 0)
            throw new ArgumentOutOfRangeException(nameof(size), size, "a bar has at least a minute");
        _size = size;
    }

    /// <summary>Bars on UTC boundaries. Throws when <paramref name="interval"/> is not a positive number of whole minutes that divides a day.</summary>
    public BarBuilder(TimeSpan interval)
    {
        if (interval <= TimeSpan.Zero || interval.Ticks % TimeSpan.TicksPerMinute != 0 || TimeSpan.TicksPerDay % interval.Ticks != 0)
            throw new ArgumentOutOfRangeException(nameof(interval), interval, "a bar is a whole number of minutes that divides a day");
        _size = BarSize.Minutes((int)interval.TotalMinutes);
    }

    /// <summary>The bar in progress; false before the first source bar.</summary>
    public bool TryGetOpen(out Candle bar)
    {
        bar = _open;
        return _any;
    }

    /// <summary>Closes the bar in progress where it ended at or before <paramref name="time"/>; for one whose last minutes had no trade.</summary>
    public bool CloseBefore(Timestamp time, out Candle closed)
    {
        if (!_any || time.UnixMicros < _end)
        {
            closed = default;
            return false;
        }
        closed = _open;
        _any = false;
        return true;
    }

    /// <summary>
    /// Adds a source bar of <paramref name="minutes"/>; true when <paramref name="closed"/> is a bar that just became final. At most one: where the source
    /// is after the bar in progress and ends its own bar as well, that one closes with the next source bar. After
    /// <see cref="CloseBefore"/> it is always the source's own.
    /// </summary>
    public bool Add(in Candle source, int minutes, out Candle closed)
    {
        bool late = CloseBefore(source.OpenTime, out closed);
        if (_any)
            Merge(source);
        else
            Begin(source);
        if (late)
            return true;
        if (source.OpenTime.UnixMicros + minutes * MicrosPerMinute < _end)
            return false;
        closed = _open;
        _any = false;
        return true;
    }

    private void Begin(in Candle source)
    {
        (Timestamp start, Timestamp end) = _size.Around(source.OpenTime);
        _open = source with { OpenTime = start };
        _end = end.UnixMicros;
        _any = true;
    }

    private void Merge(in Candle source) => _open = _open with
    {
        High = Price.Max(_open.High, source.High),
        Low = Price.Min(_open.Low, source.Low),
        Close = source.Close,
        Volume = _open.Volume + source.Volume,
    };
}

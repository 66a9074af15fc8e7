namespace CoinPilot.Exchanges.Simulator;

/// <summary>Counts uses within fixed windows of real time. Not thread-safe.</summary>
internal sealed class RateWindow(int limit, TimeSpan length)
{
    private long _window;
    private int _used;

    public int Limit => limit;

    /// <summary>Uses left in the window of the last <see cref="TryTake"/>.</summary>
    public int Left => limit - _used;

    /// <summary>False when the window at <paramref name="now"/> is used up.</summary>
    public bool TryTake(DateTimeOffset now)
    {
        long window = now.UtcTicks / length.Ticks;
        if (window != _window)
        {
            _window = window;
            _used = 0;
        }
        if (_used >= limit)
            return false;
        _used++;
        return true;
    }
}

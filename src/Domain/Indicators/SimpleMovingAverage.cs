namespace CoinPilot.Indicators;

/// <summary>SMA(n) = (x1 + ... + xn) / n over the last n values. O(1) an update; allocates once.</summary>
/// <remarks>The running sum is rebuilt once per n updates, so that rounding never accumulates.</remarks>
public sealed class SimpleMovingAverage
{
    private readonly double[] _window;
    private int _count;
    private int _at;
    private double _sum;

    /// <summary>Throws when <paramref name="length"/> is below 1.</summary>
    public SimpleMovingAverage(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        _window = new double[length];
    }

    public void Update(double value)
    {
        _sum += value - _window[_at];
        _window[_at] = value;
        if (_count < _window.Length)
            _count++;
        if (++_at < _window.Length)
            return;
        _at = 0;
        _sum = 0;
        foreach (double x in _window)
            _sum += x;
    }

    /// <summary>False until n values were seen.</summary>
    public bool TryGet(out double average)
    {
        average = _sum / _window.Length;
        return _count == _window.Length;
    }
}

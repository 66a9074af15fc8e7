namespace CoinPilot.Indicators;

/// <summary>The last brick.</summary>
/// <param name="Formed">Bricks that the last update formed: above 0 upward, below 0 downward.</param>
public readonly record struct RenkoBrick(double Open, double Close, long Formed);

/// <summary>
/// Renko bricks of closes: a brick in the trend's direction for every whole size that the close passes the last one's end by, one against it once
/// the close passes the last one's beginning by a size. Levels are counted from the first close. O(1) for any number of bricks.
/// </summary>
/// <param name="size">Of a brick, in price, above 0.</param>
public sealed class Renko(double size) : IValueIndicator<RenkoBrick>
{
    // A price that differs from a level by rounding alone has reached it.
    private const double Rounding = 1e-9;

    private readonly double _size = Input.Range(size, 1e-8, 1e12);
    private double _first;
    private long _open;
    private long _close;
    private long _formed;
    private bool _any;
    private bool _hasBrick;

    public int WarmUpBars => 2;

    public void Update(double value)
    {
        Input.Verify(value);
        if (!_any)
            (_any, _first) = (true, value);
        double level = (value - _first) / _size;
        long up = checked((long)Math.Floor(level + Rounding)) - Math.Max(_open, _close);
        long down = Math.Min(_open, _close) - checked((long)Math.Ceiling(level - Rounding));
        _formed = 0;
        if (up > 0)
            Form(up, Math.Max(_open, _close) + up, 1);
        else if (down > 0)
            Form(-down, Math.Min(_open, _close) - down, -1);
    }

    public bool TryGet(out RenkoBrick value)
    {
        value = new RenkoBrick(_first + _open * _size, _first + _close * _size, _formed);
        return _hasBrick;
    }

    private void Form(long formed, long close, int direction)
    {
        (_formed, _open, _close, _hasBrick) = (formed, close - direction, close, true);
    }
}

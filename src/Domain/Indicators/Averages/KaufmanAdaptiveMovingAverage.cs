namespace CoinPilot.Indicators;

/// <summary>
/// KAMA: k = k + c (x - k), c = (ER (2 / (fast + 1) - 2 / (slow + 1)) + 2 / (slow + 1)) squared, ER = |change over n| / sum of |changes| over n,
/// 0 where nothing moved. Begun with the nth value, as TA-Lib does.
/// Source: Perry Kaufman, "Smarter Trading" (1995).
/// </summary>
public sealed class KaufmanAdaptiveMovingAverage(int length, int fast, int slow) : IValueIndicator<double>
{
    private readonly Rolling<double, SumFold> _moves = new(Input.Length(length));
    private readonly Lag<double> _past = new(length);
    private readonly double _fast = 2.0 / (Input.Length(fast) + 1);
    private readonly double _slow = 2.0 / (Input.Length(slow) + 1);
    private double _last;
    private double _average;
    private int _count;

    public int WarmUpBars => length + 1;

    public void Update(double value)
    {
        Input.Verify(value);
        if (_count > 0)
            _moves.Add(Math.Abs(value - _last));
        _last = value;
        if (_past.Add(value, out double past))
            Adapt(value, past);
        else if (++_count == length)
            _average = value;
    }

    public bool TryGet(out double value)
    {
        value = _average;
        return _moves.IsFull;
    }

    private void Adapt(double value, double past)
    {
        double path = _moves.Value.Sum;
        double efficiency = path > 0 ? Math.Abs(value - past) / path : 0;
        double weight = efficiency * (_fast - _slow) + _slow;
        _average += weight * weight * (value - _average);
    }
}

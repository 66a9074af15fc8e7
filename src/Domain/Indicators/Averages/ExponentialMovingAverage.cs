namespace CoinPilot.Indicators;

/// <summary>EMA(n): e = e + 2 / (n + 1) x (x - e), begun with the simple average of the first n values (as TA-Lib does).</summary>
public sealed class ExponentialMovingAverage(int length) : IValueIndicator<double>
{
    private Smoothing _average = Smoothing.Exponential(Input.Length(length));

    public int WarmUpBars => length;

    public void Update(double value)
    {
        Input.Verify(value);
        _average.Add(value);
    }

    public bool TryGet(out double value)
    {
        value = _average.Value;
        return _average.IsReady;
    }
}

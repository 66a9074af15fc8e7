namespace CoinPilot.Indicators;

/// <summary>
/// SMMA(n), Wilder's smoothing: s = s + (x - s) / n, begun with the simple average of the first n values.
/// Source: Wilder, "New Concepts in Technical Trading Systems" (1978).
/// </summary>
public sealed class SmoothedMovingAverage(int length) : IValueIndicator<double>
{
    private Smoothing _average = Smoothing.Wilder(Input.Length(length));

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

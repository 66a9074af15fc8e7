namespace CoinPilot.Indicators;

/// <summary>
/// True range = max(high, previous close) - min(low, previous close), in price, from the second bar on (as in TA-Lib).
/// Source: Wilder, "New Concepts in Technical Trading Systems" (1978).
/// </summary>
public sealed class TrueRange : IBarIndicator<double>
{
    private TrueRangeStep _step;
    private double _value;
    private bool _hasValue;

    public int WarmUpBars => 2;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        _hasValue = _step.Add(bar, out _value);
    }

    public bool TryGet(out double value)
    {
        value = _value;
        return _hasValue;
    }
}

namespace CoinPilot.Indicators;

/// <summary>ROC(n) = 100 (x - x n bars ago) / x n bars ago, in percent; no value where that was 0.</summary>
public sealed class RateOfChange(int length) : IValueIndicator<double>
{
    private readonly Lag<double> _past = new(Input.Length(length));
    private double _value;
    private bool _hasValue;

    public int WarmUpBars => length + 1;

    public void Update(double value)
    {
        Input.Verify(value);
        _hasValue = _past.Add(value, out double past) && past != 0;
        _value = 100 * (value - past) / past;
    }

    public bool TryGet(out double value)
    {
        value = _value;
        return _hasValue;
    }
}

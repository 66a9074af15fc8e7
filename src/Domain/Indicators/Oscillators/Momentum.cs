namespace CoinPilot.Indicators;

/// <summary>Momentum(n) = x - x n bars ago, in units of x.</summary>
public sealed class Momentum(int length) : IValueIndicator<double>
{
    private readonly Lag<double> _past = new(Input.Length(length));
    private double _value;
    private bool _hasValue;

    public int WarmUpBars => length + 1;

    public void Update(double value)
    {
        Input.Verify(value);
        _hasValue = _past.Add(value, out double past);
        _value = value - past;
    }

    public bool TryGet(out double value)
    {
        value = _value;
        return _hasValue;
    }
}

namespace CoinPilot.Indicators;

/// <summary>
/// DEMA(n) = 2 x EMA - EMA of EMA, each begun with the simple average of its first n inputs.
/// Source: Patrick Mulloy, "Smoothing data with faster moving averages", Stocks and Commodities, February 1994.
/// </summary>
public sealed class DoubleExponentialMovingAverage(int length) : IValueIndicator<double>
{
    private Smoothing _first = Smoothing.Exponential(Input.Length(length));
    private Smoothing _second = Smoothing.Exponential(length);

    public int WarmUpBars => 2 * length - 1;

    public void Update(double value)
    {
        Input.Verify(value);
        _first.Add(value);
        if (_first.IsReady)
            _second.Add(_first.Value);
    }

    public bool TryGet(out double value)
    {
        value = 2 * _first.Value - _second.Value;
        return _second.IsReady;
    }
}

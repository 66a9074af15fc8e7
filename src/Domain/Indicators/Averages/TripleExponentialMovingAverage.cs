namespace CoinPilot.Indicators;

/// <summary>
/// TEMA(n) = 3 x EMA - 3 x EMA of EMA + EMA of EMA of EMA, each begun with the simple average of its first n inputs.
/// Source: Patrick Mulloy, "Smoothing data with less lag", Stocks and Commodities, February 1994.
/// </summary>
public sealed class TripleExponentialMovingAverage(int length) : IValueIndicator<double>
{
    private Smoothing _first = Smoothing.Exponential(Input.Length(length));
    private Smoothing _second = Smoothing.Exponential(length);
    private Smoothing _third = Smoothing.Exponential(length);

    public int WarmUpBars => 3 * length - 2;

    public void Update(double value)
    {
        Input.Verify(value);
        _first.Add(value);
        if (!_first.IsReady)
            return;
        _second.Add(_first.Value);
        if (_second.IsReady)
            _third.Add(_second.Value);
    }

    public bool TryGet(out double value)
    {
        value = 3 * (_first.Value - _second.Value) + _third.Value;
        return _third.IsReady;
    }
}

namespace CoinPilot.Indicators;

/// <summary>
/// Exponentially weighted volatility of logarithmic returns r: variance = decay x variance + (1 - decay) r^2, begun with the mean of the first n
/// squares; the root of it, for one bar. Takes values above 0. Source: RiskMetrics Technical Document (1996), decay 0.94.
/// </summary>
/// <remarks>Uses Math.Log, whose last digit may differ between machines.</remarks>
public sealed class EwmaVolatility(double decay, int length) : IValueIndicator<double>
{
    private Smoothing _variance = new(Input.Length(length), 1 - Input.Range(decay, 0, 1));
    private double _last;

    public int WarmUpBars => length + 1;

    public void Update(double value)
    {
        Input.VerifyPositive(value);
        if (_last != 0)
        {
            double change = Math.Log(value / _last);
            _variance.Add(change * change);
        }
        _last = value;
    }

    public bool TryGet(out double value)
    {
        value = Math.Sqrt(_variance.Value);
        return _variance.IsReady;
    }
}

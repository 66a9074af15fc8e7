namespace CoinPilot.Indicators;

/// <summary>The forecast for the next bar and the parameters that it rests on.</summary>
/// <param name="Volatility">Root of the next bar's conditional variance of logarithmic returns.</param>
public readonly record struct GarchForecast(double Volatility, double Omega, double Alpha, double Beta);

/// <summary>
/// GARCH(1,1) of logarithmic returns r with mean 0: variance' = omega + alpha r^2 + beta variance, begun with the window's mean square.
/// The parameters are those of maximum likelihood over the last n returns (normal errors), fitted anew every so many bars; between fits an update is O(1).
/// A fit takes time in proportion to n, in one update: for 500 returns about a quarter of a millisecond, two where the likeliest parameters lie on
/// a bound. It depends on the window alone. No value while all returns of the window are 0. Takes values above 0.
/// Source: Bollerslev, "Generalized autoregressive conditional heteroskedasticity", Journal of Econometrics 31 (1986).
/// </summary>
/// <remarks>Uses Math.Log and Math.Exp, whose last digit may differ between machines; the fit settles to about 1e-10.</remarks>
public sealed class GarchVolatility(int length, int refitInterval) : IValueIndicator<GarchForecast>
{
    // Every return is kept twice, n apart, so that the window is always one piece.
    private readonly int _length = length;
    private readonly double[] _returns = new double[2 * Input.Length(length, minimum: 50)];
    private readonly GarchFit _fit = new(length);
    private readonly int _interval = Input.Length(refitInterval);
    private double _last;
    private double _variance;
    private int _at;
    private int _untilFit = length;
    private bool _hasValue;

    public int WarmUpBars => _length + 1;

    public void Update(double value)
    {
        Input.VerifyPositive(value);
        double last = _last;
        _last = value;
        if (last == 0)
            return;
        double change = Math.Log(value / last);
        _returns[_at] = _returns[_at + _length] = change;
        if (++_at == _length)
            _at = 0;
        _variance = _fit.Next(_variance, change);
        if (--_untilFit > 0)
            return;
        _untilFit = _interval;
        _hasValue = _fit.TryFit(_returns.AsSpan(_at, _length), out _variance);
    }

    public bool TryGet(out GarchForecast value)
    {
        value = new GarchForecast(Math.Sqrt(_variance), _fit.Omega, _fit.Alpha, _fit.Beta);
        return _hasValue;
    }
}

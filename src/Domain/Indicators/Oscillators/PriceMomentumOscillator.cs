namespace CoinPilot.Indicators;

/// <summary>The oscillator and its exponential average.</summary>
public readonly record struct PriceMomentum(double Value, double Signal);

/// <summary>
/// PMO: the one-bar rate of change in percent, smoothed with weight 2 / first, times 10, smoothed with weight 2 / second; signal = EMA of it.
/// Each smoothing is begun with the mean of its first inputs. Takes values above 0. Source: DecisionPoint (Carl Swenlin).
/// </summary>
public sealed class PriceMomentumOscillator(int first, int second, int signal) : IValueIndicator<PriceMomentum>
{
    private Smoothing _first = new(Input.Length(first, minimum: 2), 2.0 / first);
    private Smoothing _second = new(Input.Length(second, minimum: 2), 2.0 / second);
    private Smoothing _signal = Smoothing.Exponential(Input.Length(signal));
    private double _last;

    public int WarmUpBars => first + second + signal - 1;

    public void Update(double value)
    {
        Input.VerifyPositive(value);
        double last = _last;
        _last = value;
        if (last == 0)
            return;
        _first.Add(100 * (value - last) / last);
        if (!_first.IsReady)
            return;
        _second.Add(10 * _first.Value);
        if (_second.IsReady)
            _signal.Add(_second.Value);
    }

    public bool TryGet(out PriceMomentum value)
    {
        value = new PriceMomentum(_second.Value, _signal.Value);
        return _signal.IsReady;
    }
}

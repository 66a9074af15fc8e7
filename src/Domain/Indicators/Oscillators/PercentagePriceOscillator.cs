namespace CoinPilot.Indicators;

/// <summary>
/// PPO = 100 (EMA(fast) - EMA(slow)) / EMA(slow), in percent; signal = EMA of it: <see cref="Macd"/> that compares across prices.
/// Takes values above 0.
/// </summary>
public sealed class PercentagePriceOscillator : IValueIndicator<MacdLines>
{
    private readonly int _warmUp;
    private Smoothing _fast;
    private Smoothing _slow;
    private Smoothing _signal;
    private double _line;

    /// <param name="fast">Bars, below <paramref name="slow"/>.</param>
    public PercentagePriceOscillator(int fast, int slow, int signal)
    {
        _slow = Smoothing.Exponential(Input.Length(slow, minimum: 2));
        _fast = Smoothing.Exponential(Input.Length(fast, maximum: slow - 1));
        _signal = Smoothing.Exponential(Input.Length(signal));
        _warmUp = slow + signal - 1;
    }

    public int WarmUpBars => _warmUp;

    public void Update(double value)
    {
        Input.VerifyPositive(value);
        _fast.Add(value);
        _slow.Add(value);
        if (!_slow.IsReady)
            return;
        _line = 100 * (_fast.Value - _slow.Value) / _slow.Value;
        _signal.Add(_line);
    }

    public bool TryGet(out MacdLines value)
    {
        value = new MacdLines(_line, _signal.Value);
        return _signal.IsReady;
    }
}

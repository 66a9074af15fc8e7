namespace CoinPilot.Indicators;

/// <summary>The line, its exponential average, and line - signal.</summary>
public readonly record struct MacdLines(double Line, double Signal)
{
    public double Histogram => Line - Signal;
}

/// <summary>
/// MACD = EMA(fast) - EMA(slow), in units of the input; signal = EMA of it. Each average is begun with the mean of its own first inputs.
/// Source: Gerald Appel, "The Moving Average Convergence Divergence Trading Method" (1979).
/// </summary>
public sealed class Macd : IValueIndicator<MacdLines>
{
    private readonly int _warmUp;
    private Smoothing _fast;
    private Smoothing _slow;
    private Smoothing _signal;

    /// <param name="fast">Bars, below <paramref name="slow"/>.</param>
    public Macd(int fast, int slow, int signal)
    {
        _slow = Smoothing.Exponential(Input.Length(slow, minimum: 2));
        _fast = Smoothing.Exponential(Input.Length(fast, maximum: slow - 1));
        _signal = Smoothing.Exponential(Input.Length(signal));
        _warmUp = slow + signal - 1;
    }

    public int WarmUpBars => _warmUp;

    public void Update(double value)
    {
        Input.Verify(value);
        _fast.Add(value);
        _slow.Add(value);
        if (_slow.IsReady)
            _signal.Add(_fast.Value - _slow.Value);
    }

    public bool TryGet(out MacdLines value)
    {
        value = new MacdLines(_fast.Value - _slow.Value, _signal.Value);
        return _signal.IsReady;
    }
}

namespace CoinPilot.Indicators;

/// <summary>Chaikin oscillator = EMA(A/D line, fast) - EMA(A/D line, slow), in base currency. Source: Marc Chaikin; 3 and 10.</summary>
public sealed class ChaikinOscillator : IBarIndicator<double>
{
    private readonly int _warmUp;
    private CompensatedSum _line;
    private Smoothing _fast;
    private Smoothing _slow;

    /// <param name="fast">Bars, below <paramref name="slow"/>.</param>
    public ChaikinOscillator(int fast, int slow)
    {
        _slow = Smoothing.Exponential(Input.Length(slow, minimum: 2));
        _fast = Smoothing.Exponential(Input.Length(fast, maximum: slow - 1));
        _warmUp = slow;
    }

    public int WarmUpBars => _warmUp;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        _line.Add(MoneyFlow.Of(bar));
        _fast.Add(_line.Value);
        _slow.Add(_line.Value);
    }

    public bool TryGet(out double value)
    {
        value = _fast.Value - _slow.Value;
        return _slow.IsReady;
    }
}

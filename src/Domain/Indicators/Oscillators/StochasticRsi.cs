namespace CoinPilot.Indicators;

/// <summary>
/// The stochastic of the RSI: raw = 100 (RSI - lowest) / (highest - lowest) over n values of RSI(m), 50 where those are equal; %K and %D as in
/// <see cref="StochasticOscillator"/>. Source: Chande and Kroll, "The New Technical Trader" (1994).
/// </summary>
public sealed class StochasticRsi(int rsiLength, int length, int smooth, int signal) : IValueIndicator<Stochastic>
{
    private readonly Rolling<HighLow, RangeFold> _range = new(Input.Length(length));
    private readonly Rolling<double, SumFold> _raw = new(Input.Length(smooth));
    private readonly Rolling<double, SumFold> _smoothed = new(Input.Length(signal));
    private WilderStrength _strength = new(Input.Length(rsiLength));
    private double _k;

    public int WarmUpBars => rsiLength + length + smooth + signal - 2;

    public void Update(double value)
    {
        Input.Verify(value);
        _strength.Add(value);
        if (!_strength.TryGet(out double strength))
            return;
        _range.Add(new HighLow(strength, strength));
        if (!_range.IsFull)
            return;
        RangeFold range = _range.Value;
        _raw.Add(range.High > range.Low ? 100 * (strength - range.Low) / (range.High - range.Low) : 50);
        if (!_raw.IsFull)
            return;
        _k = _raw.Value.Sum / smooth;
        _smoothed.Add(_k);
    }

    public bool TryGet(out Stochastic value)
    {
        value = new Stochastic(_k, _smoothed.Value.Sum / signal);
        return _smoothed.IsFull;
    }
}

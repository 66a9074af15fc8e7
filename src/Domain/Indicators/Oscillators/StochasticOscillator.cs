namespace CoinPilot.Indicators;

/// <summary>Both from 0 to 100.</summary>
public readonly record struct Stochastic(double K, double D);

/// <summary>
/// Raw %K = 100 (close - lowest low) / (highest high - lowest low) over n bars, 50 where those are one price; %K = its simple average over
/// <paramref name="smooth"/>, %D = that of %K over <paramref name="signal"/>. Source: George Lane, "Lane's Stochastics" (1984).
/// </summary>
/// <param name="smooth">1 for the fast stochastic.</param>
public sealed class StochasticOscillator(int length, int smooth, int signal) : IBarIndicator<Stochastic>
{
    private readonly HighLowWindow _range = new(Input.Length(length));
    private readonly Rolling<double, SumFold> _raw = new(Input.Length(smooth));
    private readonly Rolling<double, SumFold> _smoothed = new(Input.Length(signal));
    private double _k;

    public int WarmUpBars => length + smooth + signal - 2;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        _range.Add(bar);
        if (!_range.IsFull)
            return;
        RangeFold range = _range.Value;
        _raw.Add(range.High > range.Low ? 100 * (bar.Close - range.Low) / (range.High - range.Low) : 50);
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

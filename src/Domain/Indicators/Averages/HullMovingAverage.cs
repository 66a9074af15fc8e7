namespace CoinPilot.Indicators;

/// <summary>
/// HMA(n) = WMA(2 x WMA(x, n / 2) - WMA(x, n), root of n), lengths cut to whole numbers.
/// Source: Alan Hull, "How to reduce lag in a moving average" (2005).
/// </summary>
public sealed class HullMovingAverage : IValueIndicator<double>
{
    private readonly WeightedMovingAverage _half;
    private readonly WeightedMovingAverage _whole;
    private readonly WeightedMovingAverage _smooth;

    /// <param name="length">Bars, from 2.</param>
    public HullMovingAverage(int length)
    {
        _whole = new WeightedMovingAverage(Input.Length(length, minimum: 2));
        _half = new WeightedMovingAverage(length / 2);
        _smooth = new WeightedMovingAverage((int)Math.Sqrt(length));
    }

    public int WarmUpBars => _whole.WarmUpBars + _smooth.WarmUpBars - 1;

    public void Update(double value)
    {
        _half.Update(value);
        _whole.Update(value);
        if (_whole.TryGet(out double slow) && _half.TryGet(out double fast))
            _smooth.Update(2 * fast - slow);
    }

    public bool TryGet(out double value) => _smooth.TryGet(out value);
}

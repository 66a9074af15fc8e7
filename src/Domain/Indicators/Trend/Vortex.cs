namespace CoinPilot.Indicators;

/// <summary>Upward and downward movement in true ranges.</summary>
public readonly record struct VortexLines(double Plus, double Minus);

/// <summary>
/// Vortex(n): VI+ = sum |high - previous low| / sum of true range, VI- = sum |low - previous high| / sum of true range, over n bars; no value where
/// nothing moved. Source: Botes and Siepman, "The Vortex Indicator", Stocks and Commodities, January 2010.
/// </summary>
public sealed class Vortex(int length) : IBarIndicator<VortexLines>
{
    private readonly Rolling<double, SumFold> _ranges = new(Input.Length(length));
    private readonly Rolling<double, SumFold> _plus = new(length);
    private readonly Rolling<double, SumFold> _minus = new(length);
    private TrueRangeStep _step;
    private double _high;
    private double _low;

    public int WarmUpBars => length + 1;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        if (_step.Add(bar, out double range))
        {
            _ranges.Add(range);
            _plus.Add(Math.Abs(bar.High - _low));
            _minus.Add(Math.Abs(bar.Low - _high));
        }
        (_high, _low) = (bar.High, bar.Low);
    }

    public bool TryGet(out VortexLines value)
    {
        double range = _ranges.Value.Sum;
        value = new VortexLines(_plus.Value.Sum / range, _minus.Value.Sum / range);
        return _ranges.IsFull && range > 0;
    }
}

namespace CoinPilot.Indicators;

/// <summary>
/// %R(n) = -100 (highest high - close) / (highest high - lowest low) over n bars, from -100 to 0; -50 where those are one price.
/// Source: Larry Williams, "How I Made One Million Dollars" (1973).
/// </summary>
public sealed class WilliamsPercentR(int length) : IBarIndicator<double>
{
    private readonly HighLowWindow _range = new(Input.Length(length));
    private double _close;

    public int WarmUpBars => length;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        _range.Add(bar);
        _close = bar.Close;
    }

    public bool TryGet(out double value)
    {
        RangeFold range = _range.Value;
        value = range.High > range.Low ? -100 * (range.High - _close) / (range.High - range.Low) : -50;
        return _range.IsFull;
    }
}

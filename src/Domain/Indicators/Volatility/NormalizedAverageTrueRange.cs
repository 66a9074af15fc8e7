namespace CoinPilot.Indicators;

/// <summary>
/// NATR(n) = 100 ATR(n) / close, in percent; no value at a close of 0. Source: John Forman, "Cross-Market Evaluations With Normalized Average
/// True Range", Stocks and Commodities, May 2006.
/// </summary>
public sealed class NormalizedAverageTrueRange(int length) : IBarIndicator<double>
{
    private RangeAverage _range = new(Input.Length(length));
    private double _close;

    public int WarmUpBars => length + 1;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        _range.Add(bar);
        _close = bar.Close;
    }

    public bool TryGet(out double value)
    {
        value = 100 * _range.Value / _close;
        return _range.IsReady && _close != 0;
    }
}

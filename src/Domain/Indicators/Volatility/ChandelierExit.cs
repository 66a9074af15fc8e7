namespace CoinPilot.Indicators;

/// <summary>Stops for a long and for a short position.</summary>
public readonly record struct ChandelierStops(double Long, double Short);

/// <summary>
/// Chandelier exit: long = highest high over n - multiplier x ATR(n), short = lowest low over n + multiplier x ATR(n).
/// Source: Charles Le Beau; n 22, multiplier 3.
/// </summary>
public sealed class ChandelierExit(int length, double multiplier) : IBarIndicator<ChandelierStops>
{
    private readonly HighLowWindow _window = new(Input.Length(length));
    private readonly double _multiplier = Input.Range(multiplier, 0.01, 100);
    private RangeAverage _range = new(length);

    public int WarmUpBars => length + 1;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        _window.Add(bar);
        _range.Add(bar);
    }

    public bool TryGet(out ChandelierStops value)
    {
        RangeFold window = _window.Value;
        double distance = _multiplier * _range.Value;
        value = new ChandelierStops(window.High - distance, window.Low + distance);
        return _range.IsReady;
    }
}

namespace CoinPilot.Indicators;

/// <summary>The trend line: below the price while it rises, above while it falls.</summary>
public readonly record struct SuperTrendLine(double Value, bool IsRising);

/// <summary>
/// SuperTrend: bands at median price +- multiplier x ATR; the lower one only rises while closes stay above it, the upper one only falls while they stay
/// below it; the line is the lower band until a close is at or below it, then the upper one until a close is above it. It begins rising
/// where the first close is at the bar's middle or above. Source: Olivier Seban; as in Stock.Indicators.
/// </summary>
public sealed class SuperTrend(int length, double multiplier) : IBarIndicator<SuperTrendLine>
{
    private readonly double _multiplier = Input.Range(multiplier, 0.01, 100);
    private Smoothing _range = Smoothing.Wilder(Input.Length(length));
    private TrueRangeStep _step;
    private double _upper;
    private double _lower;
    private double _close;
    private bool _isRising;
    private bool _began;

    public int WarmUpBars => length + 1;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        if (_step.Add(bar, out double range))
            _range.Add(range);
        if (_range.IsReady)
            Follow(bar, _multiplier * _range.Value);
        _close = bar.Close;
    }

    public bool TryGet(out SuperTrendLine value)
    {
        value = new SuperTrendLine(_isRising ? _lower : _upper, _isRising);
        return _began;
    }

    private void Follow(in Bar bar, double distance)
    {
        double middle = bar.Median, upper = middle + distance, lower = middle - distance;
        if (!_began)
            (_began, _isRising, _upper, _lower) = (true, bar.Close >= middle, upper, lower);
        if (upper < _upper || _close > _upper)
            _upper = upper;
        if (lower > _lower || _close < _lower)
            _lower = lower;
        _isRising = bar.Close > (_isRising ? _lower : _upper);
    }
}

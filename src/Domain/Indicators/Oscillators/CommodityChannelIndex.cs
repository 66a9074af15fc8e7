namespace CoinPilot.Indicators;

/// <summary>
/// CCI(n) = (p - mean) / (0.015 x mean absolute distance from the mean), p = typical price, over n bars; 0 where nothing moved.
/// O(n) an update: every distance changes when the mean does. Source: Donald Lambert, Commodities magazine, October 1980.
/// </summary>
public sealed class CommodityChannelIndex(int length) : IBarIndicator<double>
{
    private readonly double[] _prices = new double[Input.Length(length, minimum: 2)];
    private readonly Rolling<double, MomentsFold> _window = new(length);
    private int _at;
    private double _last;

    public int WarmUpBars => length;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        _last = bar.Typical;
        _window.Add(_last);
        _prices[_at] = _last;
        if (++_at == _prices.Length)
            _at = 0;
    }

    public bool TryGet(out double value)
    {
        double mean = _window.Value.Mean;
        double distances = 0;
        foreach (double price in _prices)
            distances += Math.Abs(price - mean);
        value = distances > 0 ? (_last - mean) / (0.015 * distances / _prices.Length) : 0;
        return _window.IsFull;
    }
}

namespace CoinPilot.Indicators;

/// <summary>
/// Keltner channel: EMA of closes +- multiplier x ATR. Source: Chester Keltner, "How To Make Money in Commodities" (1960), as Linda Raschke
/// changed it.
/// </summary>
public sealed class KeltnerChannel(int length, double multiplier, int rangeLength) : IBarIndicator<Channel>
{
    private readonly double _multiplier = Input.Range(multiplier, 0.01, 100);
    private Smoothing _average = Smoothing.Exponential(Input.Length(length));
    private RangeAverage _range = new(Input.Length(rangeLength));

    public int WarmUpBars => Math.Max(length, rangeLength + 1);

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        _average.Add(bar.Close);
        _range.Add(bar);
    }

    public bool TryGet(out Channel value)
    {
        double middle = _average.Value, distance = _multiplier * _range.Value;
        value = new Channel(middle - distance, middle, middle + distance);
        return _average.IsReady && _range.IsReady;
    }
}

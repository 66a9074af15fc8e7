namespace CoinPilot.Indicators;

/// <summary>STARC bands: SMA of closes +- multiplier x ATR. Source: Manning Stoller; SMA 6, multiplier 2, ATR 15.</summary>
public sealed class StarcBands(int length, double multiplier, int rangeLength) : IBarIndicator<Channel>
{
    private readonly Rolling<double, SumFold> _window = new(Input.Length(length));
    private readonly double _multiplier = Input.Range(multiplier, 0.01, 100);
    private RangeAverage _range = new(Input.Length(rangeLength));

    public int WarmUpBars => Math.Max(length, rangeLength + 1);

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        _window.Add(bar.Close);
        _range.Add(bar);
    }

    public bool TryGet(out Channel value)
    {
        double middle = _window.Value.Sum / length, distance = _multiplier * _range.Value;
        value = new Channel(middle - distance, middle, middle + distance);
        return _window.IsFull && _range.IsReady;
    }
}

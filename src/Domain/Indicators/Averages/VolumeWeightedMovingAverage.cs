namespace CoinPilot.Indicators;

/// <summary>VWMA(n) = sum(close x volume) / sum(volume) over the last n bars; no value where nothing was traded in them.</summary>
public sealed class VolumeWeightedMovingAverage(int length) : IBarIndicator<double>
{
    private readonly Rolling<double, SumFold> _values = new(Input.Length(length));
    private readonly Rolling<double, SumFold> _volumes = new(length);

    public int WarmUpBars => length;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        _values.Add(bar.Close * bar.Volume);
        _volumes.Add(bar.Volume);
    }

    public bool TryGet(out double value)
    {
        double volume = _volumes.Value.Sum;
        value = _values.Value.Sum / volume;
        return _volumes.IsFull && volume > 0;
    }
}

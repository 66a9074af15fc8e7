namespace CoinPilot.Indicators;

/// <summary>Volume ratio(n) = the bar's volume / mean volume of the last n bars, this one included; 1 where nothing was traded.</summary>
public sealed class VolumeRatio(int length) : IBarIndicator<double>
{
    private readonly Rolling<double, SumFold> _volumes = new(Input.Length(length));
    private double _volume;

    public int WarmUpBars => length;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        _volumes.Add(bar.Volume);
        _volume = bar.Volume;
    }

    public bool TryGet(out double value)
    {
        double sum = _volumes.Value.Sum;
        value = sum > 0 ? _volume * length / sum : 1;
        return _volumes.IsFull;
    }
}

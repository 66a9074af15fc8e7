namespace CoinPilot.Indicators;

/// <summary>z(n) = (x - mean) / population standard deviation over the last n values; 0 where nothing moved.</summary>
public sealed class ZScore(int length) : IValueIndicator<double>
{
    private readonly Rolling<double, MomentsFold> _window = new(Input.Length(length, minimum: 2));
    private double _last;

    public int WarmUpBars => length;

    public void Update(double value)
    {
        Input.Verify(value);
        _window.Add(value);
        _last = value;
    }

    public bool TryGet(out double value)
    {
        MomentsFold window = _window.Value;
        value = window.Squares > 0 ? (_last - window.Mean) / window.PopulationDeviation : 0;
        return _window.IsFull;
    }
}

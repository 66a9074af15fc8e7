namespace CoinPilot.Indicators;

/// <summary>Population standard deviation of the last n values = root of the mean squared distance from their mean.</summary>
public sealed class StandardDeviation(int length) : IValueIndicator<double>
{
    private readonly Rolling<double, MomentsFold> _window = new(Input.Length(length));

    public int WarmUpBars => length;

    public void Update(double value)
    {
        Input.Verify(value);
        _window.Add(value);
    }

    public bool TryGet(out double value)
    {
        value = _window.IsFull ? _window.Value.PopulationDeviation : 0;
        return _window.IsFull;
    }
}

namespace CoinPilot.Indicators;

/// <summary>SMA(n) = (x1 + ... + xn) / n over the last n values.</summary>
public sealed class SimpleMovingAverage(int length) : IValueIndicator<double>
{
    private readonly Rolling<double, SumFold> _window = new(Input.Length(length));

    public int WarmUpBars => _window.Length;

    public void Update(double value)
    {
        Input.Verify(value);
        _window.Add(value);
    }

    public bool TryGet(out double value)
    {
        value = _window.Value.Sum / _window.Length;
        return _window.IsFull;
    }
}

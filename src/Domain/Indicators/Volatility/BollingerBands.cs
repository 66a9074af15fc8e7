namespace CoinPilot.Indicators;

/// <summary>The bands, in units of the input.</summary>
/// <param name="PercentB">Where the last value lies: 0 at the lower band, 1 at the upper, 0.5 where they are one.</param>
/// <param name="Width">(upper - lower) / middle.</param>
public readonly record struct Bollinger(double Lower, double Middle, double Upper, double PercentB, double Width);

/// <summary>
/// Bollinger(n, m): middle = SMA(n), bands at m population standard deviations over the same n. Source: John Bollinger,
/// "Bollinger on Bollinger Bands" (2001).
/// </summary>
public sealed class BollingerBands(int length, double deviations) : IValueIndicator<Bollinger>
{
    private readonly Rolling<double, MomentsFold> _window = new(Input.Length(length));
    private readonly double _deviations = Input.Range(deviations, 0.01, 100);
    private double _last;

    public int WarmUpBars => length;

    public void Update(double value)
    {
        Input.Verify(value);
        _window.Add(value);
        _last = value;
    }

    public bool TryGet(out Bollinger value)
    {
        if (!_window.IsFull)
        {
            value = default;
            return false;
        }
        MomentsFold window = _window.Value;
        double middle = window.Mean, half = _deviations * window.PopulationDeviation, width = 2 * half;
        value = new Bollinger(
            middle - half, middle, middle + half, width > 0 ? (_last - (middle - half)) / width : 0.5, width / middle);
        return true;
    }
}

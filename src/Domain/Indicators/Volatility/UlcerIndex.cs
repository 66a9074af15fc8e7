namespace CoinPilot.Indicators;

/// <summary>
/// Ulcer index(n): root of the mean square of the last n drawdowns, each in percent from the highest of the n values up to it.
/// Takes values above 0. Source: Peter Martin, "The Investor's Guide to Fidelity Funds" (1989).
/// </summary>
public sealed class UlcerIndex(int length) : IValueIndicator<double>
{
    private readonly Rolling<double, HighFold> _highs = new(Input.Length(length));
    private readonly Rolling<double, SumFold> _squares = new(length);

    public int WarmUpBars => 2 * length - 1;

    public void Update(double value)
    {
        Input.VerifyPositive(value);
        _highs.Add(value);
        if (!_highs.IsFull)
            return;
        double high = _highs.Value.High;
        double drawdown = 100 * (value - high) / high;
        _squares.Add(drawdown * drawdown);
    }

    public bool TryGet(out double value)
    {
        value = Math.Sqrt(_squares.Value.Sum / length);
        return _squares.IsFull;
    }
}

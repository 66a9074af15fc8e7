namespace CoinPilot.Indicators;

/// <summary>
/// Pearson's correlation of the last n pairs = Sxy / root of (Sxx x Syy), from -1 to 1; no value where one of the two did not move.
/// </summary>
public sealed class Correlation(int length) : IPairIndicator<double>
{
    private readonly Rolling<(double X, double Y), PairFold> _window = new(Input.Length(length, minimum: 2));

    public int WarmUpBars => length;

    public void Update(double x, double y)
    {
        Input.Verify(x + y);
        _window.Add((x, y));
    }

    public bool TryGet(out double value)
    {
        PairFold window = _window.Value;
        double scale = Math.Sqrt(window.SquaresX) * Math.Sqrt(window.SquaresY);
        value = Math.Clamp(scale > 0 ? window.Products / scale : 0, -1, 1);
        return _window.IsFull && scale > 0;
    }
}

namespace CoinPilot.Indicators;

/// <summary>
/// Beta of the last n pairs = Sxy / Syy: by how much x moves with y, x and y being returns of an asset and of its benchmark; no value where y did not move.
/// </summary>
public sealed class Beta(int length) : IPairIndicator<double>
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
        value = window.Products / window.SquaresY;
        return _window.IsFull && window.SquaresY > 0;
    }
}

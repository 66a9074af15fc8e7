namespace CoinPilot.Indicators;

/// <summary>
/// A/D line = sum of volume x ((close - low) - (high - close)) / (high - low) from the first bar on, in base currency; a bar of one price adds nothing.
/// Source: Marc Chaikin.
/// </summary>
public sealed class AccumulationDistribution : IBarIndicator<double>
{
    private CompensatedSum _sum;
    private bool _any;

    public int WarmUpBars => 1;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        _sum.Add(MoneyFlow.Of(bar));
        _any = true;
    }

    public bool TryGet(out double value)
    {
        value = _sum.Value;
        return _any;
    }
}

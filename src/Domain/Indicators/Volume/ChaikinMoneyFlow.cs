namespace CoinPilot.Indicators;

/// <summary>
/// CMF(n) = sum of money flow volume (see <see cref="AccumulationDistribution"/>) / sum of volume over n bars, from -1 to 1; 0 where nothing was traded.
/// Source: Marc Chaikin.
/// </summary>
public sealed class ChaikinMoneyFlow(int length) : IBarIndicator<double>
{
    private readonly Rolling<double, SumFold> _flows = new(Input.Length(length));
    private readonly Rolling<double, SumFold> _volumes = new(length);

    public int WarmUpBars => length;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        _flows.Add(MoneyFlow.Of(bar));
        _volumes.Add(bar.Volume);
    }

    public bool TryGet(out double value)
    {
        double volume = _volumes.Value.Sum;
        value = volume > 0 ? _flows.Value.Sum / volume : 0;
        return _volumes.IsFull;
    }
}

namespace CoinPilot.Indicators;

/// <summary>
/// OBV: 0 at the first bar, then + volume where the close rose, - volume where it fell, in base currency. Source: Joseph Granville,
/// "New Key to Stock Market Profits" (1963).
/// </summary>
public sealed class OnBalanceVolume : IBarIndicator<double>
{
    private CompensatedSum _sum;
    private double _close;
    private bool _any;

    public int WarmUpBars => 1;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        if (_any && bar.Close != _close)
            _sum.Add(bar.Close > _close ? bar.Volume : -bar.Volume);
        _close = bar.Close;
        _any = true;
    }

    public bool TryGet(out double value)
    {
        value = _sum.Value;
        return _any;
    }
}

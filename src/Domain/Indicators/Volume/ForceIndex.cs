namespace CoinPilot.Indicators;

/// <summary>Force index(n) = EMA of (close - previous close) x volume, in quote currency. Source: Alexander Elder, "Trading for a Living" (1993).</summary>
public sealed class ForceIndex(int length) : IBarIndicator<double>
{
    private Smoothing _average = Smoothing.Exponential(Input.Length(length));
    private double _close;
    private bool _any;

    public int WarmUpBars => length + 1;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        if (_any)
            _average.Add((bar.Close - _close) * bar.Volume);
        _close = bar.Close;
        _any = true;
    }

    public bool TryGet(out double value)
    {
        value = _average.Value;
        return _average.IsReady;
    }
}

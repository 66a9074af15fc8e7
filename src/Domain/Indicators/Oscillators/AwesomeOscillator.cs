namespace CoinPilot.Indicators;

/// <summary>AO = SMA(median price, fast) - SMA(median price, slow), in price. Source: Bill Williams, "Trading Chaos" (1995).</summary>
public sealed class AwesomeOscillator : IBarIndicator<double>
{
    private readonly Rolling<double, SumFold> _fast;
    private readonly Rolling<double, SumFold> _slow;

    /// <param name="fast">Bars, below <paramref name="slow"/>.</param>
    public AwesomeOscillator(int fast, int slow)
    {
        _slow = new Rolling<double, SumFold>(Input.Length(slow, minimum: 2));
        _fast = new Rolling<double, SumFold>(Input.Length(fast, maximum: slow - 1));
    }

    public int WarmUpBars => _slow.Length;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        _fast.Add(bar.Median);
        _slow.Add(bar.Median);
    }

    public bool TryGet(out double value)
    {
        value = _slow.IsFull ? _fast.Value.Sum / _fast.Length - _slow.Value.Sum / _slow.Length : 0;
        return _slow.IsFull;
    }
}

namespace CoinPilot.Indicators;

/// <summary>Whether the bar of two bars ago is a fractal, and at what price.</summary>
/// <param name="High">Its high, where it is above those of the two bars on either side.</param>
/// <param name="Low">Its low, where it is below those of the two bars on either side.</param>
public readonly record struct Fractal(double? High, double? Low);

/// <summary>
/// Bill Williams' fractal, told only when its second bar after it has closed, so it never repaints. Source: "Trading Chaos" (1995).
/// </summary>
public sealed class WilliamsFractal : IBarIndicator<Fractal>
{
    // Newest last.
    private HighLow _a, _b, _c, _d, _e;
    private int _bars;

    public int WarmUpBars => 5;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        (_a, _b, _c, _d, _e) = (_b, _c, _d, _e, new HighLow(bar.High, bar.Low));
        if (_bars < 5)
            _bars++;
    }

    public bool TryGet(out Fractal value)
    {
        bool isHigh = _c.High > Math.Max(Math.Max(_a.High, _b.High), Math.Max(_d.High, _e.High));
        bool isLow = _c.Low < Math.Min(Math.Min(_a.Low, _b.Low), Math.Min(_d.Low, _e.Low));
        value = new Fractal(isHigh ? _c.High : null, isLow ? _c.Low : null);
        return _bars == 5;
    }
}

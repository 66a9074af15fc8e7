namespace CoinPilot.Indicators;

/// <summary>
/// Heikin-Ashi: close = (O + H + L + C) / 4, open = mean of the last Heikin-Ashi open and close (of the bar's own at first), high and low widened to
/// hold both. Source: Dan Valcu, "Using The Heikin-Ashi Technique", Stocks and Commodities, February 2004.
/// </summary>
public sealed class HeikinAshi : IBarIndicator<Bar>
{
    private Bar _bar;
    private bool _any;

    public int WarmUpBars => 1;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        double open = _any ? (_bar.Open + _bar.Close) / 2 : (bar.Open + bar.Close) / 2;
        double close = (bar.Open + bar.High + bar.Low + bar.Close) / 4;
        _bar = new Bar(
            bar.OpenTime, open, double.MaxNative(bar.High, double.MaxNative(open, close)),
            double.MinNative(bar.Low, double.MinNative(open, close)), close, bar.Volume);
        _any = true;
    }

    public bool TryGet(out Bar value)
    {
        value = _bar;
        return _any;
    }
}

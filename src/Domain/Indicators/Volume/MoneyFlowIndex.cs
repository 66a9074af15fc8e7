namespace CoinPilot.Indicators;

/// <summary>
/// MFI(n) = 100 x positive flow / (positive + negative flow) over n bars, from 0 to 100; a bar's flow is typical price x volume, positive where the
/// typical price rose, negative where it fell; 50 where there was none. Source: Gene Quong and Avrum Soudack (1989).
/// </summary>
public sealed class MoneyFlowIndex(int length) : IBarIndicator<double>
{
    private readonly Rolling<double, SumFold> _positive = new(Input.Length(length));
    private readonly Rolling<double, SumFold> _negative = new(length);
    private double _last;
    private bool _any;

    public int WarmUpBars => length + 1;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        double price = bar.Typical, flow = price * bar.Volume;
        if (_any)
        {
            _positive.Add(price > _last ? flow : 0);
            _negative.Add(price < _last ? flow : 0);
        }
        _last = price;
        _any = true;
    }

    public bool TryGet(out double value)
    {
        double positive = _positive.Value.Sum, all = positive + _negative.Value.Sum;
        value = all > 0 ? 100 * positive / all : 50;
        return _positive.IsFull;
    }
}

namespace CoinPilot.Indicators;

/// <summary>The slow, the middle and the fast line.</summary>
public readonly record struct AlligatorLines(double Jaw, double Teeth, double Lips);

/// <summary>
/// Alligator: smoothed averages of the median price, drawn ahead: jaw 13 bars by 8, teeth 8 by 5, lips 5 by 3; what is given is the lines
/// over this bar. Source: Bill Williams, "Trading Chaos" (1995).
/// </summary>
public sealed class Alligator : IBarIndicator<AlligatorLines>
{
    private readonly Line _jaw = new(13, 8);
    private readonly Line _teeth = new(8, 5);
    private readonly Line _lips = new(5, 3);

    public int WarmUpBars => 13 + 8;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        double median = bar.Median;
        _jaw.Add(median);
        _teeth.Add(median);
        _lips.Add(median);
    }

    public bool TryGet(out AlligatorLines value)
    {
        value = new AlligatorLines(_jaw.Value, _teeth.Value, _lips.Value);
        return _jaw.IsReady;
    }

    private sealed class Line(int length, int ahead)
    {
        private readonly Lag<double> _drawn = new(ahead);
        private Smoothing _average = Smoothing.Wilder(length);

        public double Value { get; private set; }

        public bool IsReady { get; private set; }

        public void Add(double median)
        {
            _average.Add(median);
            if (!_average.IsReady)
                return;
            IsReady = _drawn.Add(_average.Value, out double value);
            Value = value;
        }
    }
}

namespace CoinPilot.Indicators;

/// <summary>
/// Ultimate oscillator = 100 (4 a + 2 b + c) / 7, from 0 to 100; a, b, c = sum of buying pressure / sum of true range over the short, middle and long
/// window, buying pressure = close - min(low, previous close); a share is 0.5 where nothing moved.
/// Source: Larry Williams, "The Ultimate Oscillator", Stocks and Commodities, August 1985.
/// </summary>
public sealed class UltimateOscillator : IBarIndicator<double>
{
    private readonly Pressure _short;
    private readonly Pressure _middle;
    private readonly Pressure _long;
    private double _close;
    private bool _any;

    /// <summary>Lengths in bars, none shorter than the one before.</summary>
    public UltimateOscillator(int @short, int middle, int @long)
    {
        _short = new Pressure(Input.Length(@short));
        _middle = new Pressure(Input.Length(middle, minimum: @short));
        _long = new Pressure(Input.Length(@long, minimum: middle));
    }

    public int WarmUpBars => _long.Length + 1;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        if (_any)
        {
            double low = double.MinNative(bar.Low, _close);
            double range = double.MaxNative(bar.High, _close) - low;
            _short.Add(bar.Close - low, range);
            _middle.Add(bar.Close - low, range);
            _long.Add(bar.Close - low, range);
        }
        _close = bar.Close;
        _any = true;
    }

    public bool TryGet(out double value)
    {
        value = _long.IsFull ? 100 * (4 * _short.Share + 2 * _middle.Share + _long.Share) / 7 : 0;
        return _long.IsFull;
    }

    private sealed class Pressure(int length)
    {
        private readonly Rolling<double, SumFold> _buying = new(length);
        private readonly Rolling<double, SumFold> _ranges = new(length);

        public int Length => length;

        public bool IsFull => _ranges.IsFull;

        public double Share => _ranges.Value.Sum is > 0 and double range ? _buying.Value.Sum / range : 0.5;

        public void Add(double buying, double range)
        {
            _buying.Add(buying);
            _ranges.Add(range);
        }
    }
}

namespace CoinPilot.Indicators;

/// <summary>The stop: below the price while rising, above while falling.</summary>
public readonly record struct SarPoint(double Stop, bool IsRising);

/// <summary>
/// Parabolic SAR: the stop moves by acceleration x (extreme - stop) each bar, never into the last two bars; acceleration grows by its
/// step with every new extreme up to its limit; a bar that reaches the stop turns the trend. The second bar begins it: falling where the low fell
/// by more than the high rose. Source: Wilder (1978); beginning and rounding of the stop as in TA-Lib.
/// </summary>
public sealed class ParabolicSar : IBarIndicator<SarPoint>
{
    private readonly double _step;
    private readonly double _limit;
    private SarPoint _point;
    private double _next;
    private double _extreme;
    private double _acceleration;
    private double _high;
    private double _low;
    private bool _isRising;
    private int _bars;

    /// <param name="step">From 0.0001 to 1.</param>
    /// <param name="limit">From <paramref name="step"/> to 1.</param>
    public ParabolicSar(double step, double limit)
    {
        _step = Input.Range(step, 0.0001, 1);
        _limit = Input.Range(limit, step, 1);
    }

    public int WarmUpBars => 2;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        if (_bars < 2)
            _bars++;
        if (_bars == 2)
            Move(bar);
        (_high, _low) = (bar.High, bar.Low);
    }

    public bool TryGet(out SarPoint value)
    {
        value = _point;
        return _bars == 2;
    }

    private void Move(in Bar bar)
    {
        // TA-Lib lets the first stop be held off by the second bar alone.
        double high = _high, low = _low;
        if (_acceleration == 0)
        {
            Begin(bar);
            (high, low) = (bar.High, bar.Low);
        }
        if (_isRising)
            Rise(bar, high, low);
        else
            Fall(bar, high, low);
    }

    private void Begin(in Bar bar)
    {
        double down = _low - bar.Low;
        _isRising = !(down > 0 && down > bar.High - _high);
        _next = _isRising ? _low : _high;
        _extreme = _isRising ? bar.High : bar.Low;
        _acceleration = _step;
    }

    private void Rise(in Bar bar, double high, double low)
    {
        if (bar.Low <= _next)
        {
            Turn(Math.Max(_extreme, Math.Max(high, bar.High)), bar.Low);
            _next = Math.Max(_next, Math.Max(high, bar.High));
            return;
        }
        _point = new SarPoint(_next, true);
        Advance(bar.High > _extreme, bar.High);
        _next = Math.Min(_next, Math.Min(low, bar.Low));
    }

    private void Fall(in Bar bar, double high, double low)
    {
        if (bar.High >= _next)
        {
            Turn(Math.Min(_extreme, Math.Min(low, bar.Low)), bar.High);
            _next = Math.Min(_next, Math.Min(low, bar.Low));
            return;
        }
        _point = new SarPoint(_next, false);
        Advance(bar.Low < _extreme, bar.Low);
        _next = Math.Max(_next, Math.Max(high, bar.High));
    }

    private void Turn(double stop, double extreme)
    {
        _isRising = !_isRising;
        _point = new SarPoint(stop, _isRising);
        _acceleration = _step;
        _extreme = extreme;
        _next = stop + _acceleration * (extreme - stop);
    }

    private void Advance(bool isNewExtreme, double extreme)
    {
        if (isNewExtreme)
        {
            _extreme = extreme;
            _acceleration = Math.Min(_acceleration + _step, _limit);
        }
        _next += _acceleration * (_extreme - _next);
    }
}

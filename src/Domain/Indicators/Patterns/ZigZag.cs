namespace CoinPilot.Indicators;

/// <summary>The last settled turn and the leg since, whose end moves on until the next turn.</summary>
/// <param name="Turn">Price of the last turn.</param>
/// <param name="TurnAgo">Bars since it.</param>
/// <param name="End">The extreme since: the provisional next turn.</param>
/// <param name="EndAgo">Bars since that.</param>
/// <param name="IsRising">Whether the leg rises.</param>
public readonly record struct ZigZagLeg(double Turn, long TurnAgo, double End, long EndAgo, bool IsRising);

/// <summary>
/// ZigZag: legs between highs and lows at least <paramref name="percent"/> apart. A bar that sets a new extreme does not also turn the leg. The line drawn to
/// <see cref="ZigZagLeg.End"/> is taken back by later bars, so it repaints: for charts and research, refused in strategies.
/// </summary>
/// <param name="percent">From 0.01 to 99; 5 for 5 %.</param>
public sealed class ZigZag(double percent) : IBarIndicator<ZigZagLeg>, IRepaints
{
    private readonly double _share = Input.Range(percent, 0.01, 99) / 100;
    private double _high = double.NegativeInfinity;
    private double _low = double.PositiveInfinity;
    private long _highAt;
    private long _lowAt;
    private long _bars;
    private bool _isRising;
    private bool _hasLeg;

    public int WarmUpBars => 2;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        _bars++;
        if (!_hasLeg)
            Begin(bar);
        else if (_isRising)
            Rise(bar);
        else
            Fall(bar);
    }

    public bool TryGet(out ZigZagLeg value)
    {
        value = _isRising
            ? new ZigZagLeg(_low, _bars - _lowAt, _high, _bars - _highAt, true)
            : new ZigZagLeg(_high, _bars - _highAt, _low, _bars - _lowAt, false);
        return _hasLeg;
    }

    // The first leg goes the way in which the price first left its beginning far enough, against an extreme of an earlier bar.
    private void Begin(in Bar bar)
    {
        if (_bars > 1 && bar.High >= _low * (1 + _share))
            (_hasLeg, _isRising, _high, _highAt) = (true, true, bar.High, _bars);
        else if (_bars > 1 && bar.Low <= _high * (1 - _share))
            (_hasLeg, _isRising, _low, _lowAt) = (true, false, bar.Low, _bars);
        else
        {
            if (bar.High > _high)
                (_high, _highAt) = (bar.High, _bars);
            if (bar.Low < _low)
                (_low, _lowAt) = (bar.Low, _bars);
        }
    }

    private void Rise(in Bar bar)
    {
        if (bar.High > _high)
            (_high, _highAt) = (bar.High, _bars);
        else if (bar.Low <= _high * (1 - _share))
            (_isRising, _low, _lowAt) = (false, bar.Low, _bars);
    }

    private void Fall(in Bar bar)
    {
        if (bar.Low < _low)
            (_low, _lowAt) = (bar.Low, _bars);
        else if (bar.High >= _low * (1 + _share))
            (_isRising, _high, _highAt) = (true, bar.High, _bars);
    }
}

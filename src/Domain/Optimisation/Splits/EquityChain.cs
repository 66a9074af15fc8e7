using CoinPilot.Backtest;
using CoinPilot.Values;

namespace CoinPilot.Optimisation;

/// <summary>
/// Backtests of stretches of time, one after the other, as one: each begins with what the last one left. What is held at a stretch's end counts as sold at its
/// last price, less the fee, because the next stretch begins with nothing.
/// </summary>
/// <param name="fee">Of such a sale.</param>
public sealed class EquityChain(FeeRate fee)
{
    /// <summary>Why trades end with their stretch.</summary>
    public const string StretchEnded = "the window ended";

    private readonly List<RoundTrip> _trades = [];
    private readonly List<EquityPoint> _points = [];
    private double _deepest;

    /// <summary>All trades, in the order of their stretches.</summary>
    public IReadOnlyList<RoundTrip> Trades => _trades;

    /// <summary>Trades that their stretch's end ended.</summary>
    public int CutOff { get; private set; }

    /// <summary>What the last stretch left; null before the first.</summary>
    public Money? Equity => _points.Count == 0 ? null : _points[^1].Equity;

    /// <summary>Adds a stretch that began no earlier than the last one ended, with <see cref="Equity"/> in cash.</summary>
    public void Add(IReadOnlyCollection<RoundTrip> trades, EquityCurve curve)
    {
        if (_points.Count > 0 && (curve.Start.Time < _points[^1].Time || curve.Start.Equity != Equity))
            throw new ArgumentException("a stretch begins where and with what the last one ended", nameof(curve));
        Money fees = trades.Where(t => t.IsOpen).Aggregate(Money.Zero, (sum, t) => sum + t.OpenValue.FeeDown(fee));
        Link(curve, fees);
        CutOff += trades.Count(t => t.IsOpen);
        _trades.AddRange(trades.Select(t => t.IsOpen ? CutOffAt(t, curve.End.Time) : t));
        _deepest = Math.Max(_deepest, curve.MaxDrawdown);
    }

    /// <summary>The account over all stretches.</summary>
    public EquityCurve Curve()
    {
        Money highest = Money.Zero;
        double deepest = _deepest;
        foreach (EquityPoint point in _points)
        {
            highest = Money.Max(highest, point.Equity);
            deepest = Math.Max(deepest, 1 - point.Equity.ToDouble() / highest.ToDouble());
        }
        return new EquityCurve(_points, deepest);
    }

    // The benchmark too goes on from where it was.
    private void Link(EquityCurve curve, Money fees)
    {
        Money before = _points.Count == 0 ? curve.Start.Benchmark : _points[^1].Benchmark;
        bool touches = _points.Count > 0 && _points[^1].Time == curve.Start.Time;
        foreach (EquityPoint point in curve.Points.Skip(touches ? 1 : 0))
            _points.Add(point with { Benchmark = new Money(Fixed.MultiplyDivideDown(point.Benchmark.Units, before.Units, curve.Start.Benchmark.Units)) });
        _points[^1] = _points[^1] with { Equity = _points[^1].Equity - fees, Invested = Money.Zero };
    }

    private RoundTrip CutOffAt(RoundTrip trade, Timestamp end) => trade with
    {
        ExitTime = end,
        Held = Quantity.Zero,
        Sold = trade.Sold + trade.OpenValue,
        OpenValue = Money.Zero,
        Fees = trade.Fees + trade.OpenValue.FeeDown(fee),
        ExitReason = StretchEnded,
    };
}

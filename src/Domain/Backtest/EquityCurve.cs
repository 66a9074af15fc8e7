using CoinPilot.Values;

namespace CoinPilot.Backtest;

/// <summary>
/// The account over time: at the start, whenever a UTC hour begins, and at the end. Ten years are 88,000 points of 64 bytes.
/// </summary>
public sealed class EquityCurve : IEquatable<EquityCurve>
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly EquityPoint[] _points;

    /// <param name="points">Oldest first, at least one.</param>
    /// <param name="maxDrawdown">See <see cref="MaxDrawdown"/>.</param>
    public EquityCurve(IEnumerable<EquityPoint> points, double maxDrawdown)
    {
        _points = [.. points];
        if (_points.Length == 0)
            throw new ArgumentException("an equity curve has at least its start", nameof(points));
        MaxDrawdown = maxDrawdown;
        Drawdowns = Drawdown.FindAll(_points);
    }

    public IReadOnlyList<EquityPoint> Points => _points;

    public EquityPoint Start => _points[0];

    public EquityPoint End => _points[^1];

    /// <summary>From start to end.</summary>
    public TimeSpan Length => End.Time - Start.Time;

    /// <summary>The deepest fall from a peak as a fraction of it, 0 to 1: at every closed candle, not only at the points.</summary>
    public double MaxDrawdown { get; }

    /// <summary>Every fall below a peak by the points, oldest first.</summary>
    public IReadOnlyList<Drawdown> Drawdowns { get; }

    /// <summary>The deepest of <see cref="Drawdowns"/>, the first among equals; null where equity never fell.</summary>
    public Drawdown? DeepestDrawdown => Drawdowns.MaxBy(d => d.Depth);

    /// <summary>The last point of each UTC day, after the start; what is measured at midnight belongs to the day that ends there.</summary>
    public IEnumerable<EquityPoint> Days() => LastOf(time => (time - TimeSpan.FromMicroseconds(1)).FloorTo(Day));

    /// <summary>The last point of each UTC month, after the start.</summary>
    public IEnumerable<EquityPoint> Months() => LastOf(CalendarMonth.OfEnd);

    public bool Equals(EquityCurve? other) => other is not null && MaxDrawdown == other.MaxDrawdown && _points.AsSpan().SequenceEqual(other._points);

    public override bool Equals(object? obj) => Equals(obj as EquityCurve);

    public override int GetHashCode() => HashCode.Combine(_points.Length, End, MaxDrawdown);

    private IEnumerable<EquityPoint> LastOf<TPeriod>(Func<Timestamp, TPeriod> periodOf)
        where TPeriod : IEquatable<TPeriod>
    {
        for (int i = 1; i < _points.Length; i++)
        {
            if (i == _points.Length - 1 || !periodOf(_points[i].Time).Equals(periodOf(_points[i + 1].Time)))
                yield return _points[i];
        }
    }
}

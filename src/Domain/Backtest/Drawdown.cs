using CoinPilot.Values;

namespace CoinPilot.Backtest;

/// <summary>A fall of equity below a peak, by the points of an equity curve.</summary>
/// <param name="Recovered">When equity was back at the peak; none where it never was.</param>
/// <param name="Depth">As a fraction of the peak, above 0.</param>
/// <param name="Length">From the peak to the recovery, or to the curve's end.</param>
public sealed record Drawdown(Timestamp Peak, Timestamp Trough, Timestamp Recovered, double Depth, TimeSpan Length)
{
    internal static IReadOnlyList<Drawdown> FindAll(ReadOnlySpan<EquityPoint> points)
    {
        List<Drawdown> found = [];
        int peak = 0, trough = 0;
        for (int i = 1; i < points.Length; i++)
        {
            if (points[i].Equity >= points[peak].Equity)
            {
                if (trough > peak)
                    found.Add(Of(points[peak], points[trough], points[i].Time, points[i].Time));
                peak = trough = i;
            }
            else if (trough == peak || points[i].Equity < points[trough].Equity)
                trough = i;
        }
        if (trough > peak)
            found.Add(Of(points[peak], points[trough], Timestamp.None, points[^1].Time));
        return found;
    }

    private static Drawdown Of(in EquityPoint peak, in EquityPoint trough, Timestamp recovered, Timestamp end) => new(
        peak.Time, trough.Time, recovered, (peak.Equity - trough.Equity).ToDouble() / peak.Equity.ToDouble(), end - peak.Time);
}

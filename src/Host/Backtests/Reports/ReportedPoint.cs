using CoinPilot.Backtest;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests.Reports;

/// <summary>A point of the equity curve.</summary>
/// <param name="Drawdown">How far equity is below its highest point so far, as a fraction of that.</param>
internal sealed record ReportedPoint(string Time, string Equity, string Cash, string Invested, string Benchmark, double Drawdown)
{
    public static IReadOnlyList<ReportedPoint> AllOf(EquityCurve curve)
    {
        Money peak = Money.Zero;
        List<ReportedPoint> points = new(curve.Points.Count);
        foreach (EquityPoint p in curve.Points)
        {
            peak = Money.Max(peak, p.Equity);
            double fall = peak > Money.Zero ? (peak - p.Equity).ToDouble() / peak.ToDouble() : 0;
            points.Add(new ReportedPoint(
                p.Time.ToString(), p.Equity.ToString(), (p.Equity - p.Invested).ToString(), p.Invested.ToString(), p.Benchmark.ToString(), fall));
        }
        return points;
    }
}

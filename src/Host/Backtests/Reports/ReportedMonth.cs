using CoinPilot.Backtest;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests.Reports;

/// <summary>A UTC month, or the part of it that the run covers. Returns are fractions of what there was when it began; null of nothing.</summary>
internal sealed record ReportedMonth(int Year, int Month, double? Return, double? BenchmarkReturn)
{
    public static IReadOnlyList<ReportedMonth> AllOf(EquityCurve curve)
    {
        List<ReportedMonth> months = [];
        EquityPoint before = curve.Start;
        foreach (EquityPoint end in curve.Months())
        {
            CalendarMonth month = CalendarMonth.OfEnd(end.Time);
            months.Add(new ReportedMonth(month.Year, month.Month, Growth(end.Equity, before.Equity), Growth(end.Benchmark, before.Benchmark)));
            before = end;
        }
        return months;
    }

    private static double? Growth(Money now, Money before) => ReportedFigures.Defined(now.ToDouble() / before.ToDouble() - 1);
}

using CoinPilot.Backtest;

namespace CoinPilot.App.Backtests.Reports;

/// <summary>Statistics by their stable names, as JSON has them: money as strings, what is undefined null.</summary>
internal static class ReportedFigures
{
    public static IReadOnlyDictionary<string, object?> Of(BacktestStatistics statistics) => Metric.All.ToDictionary(m => m.Name, m => ValueOf(m, statistics));

    /// <summary>JSON has no NaN.</summary>
    public static double? Defined(double value) => double.IsFinite(value) ? value : null;

    private static object? ValueOf(Metric metric, BacktestStatistics statistics) => metric.Unit switch
    {
        MetricUnit.Money => metric.AmountOf(statistics)?.ToString(),
        MetricUnit.Count => (long)metric.ValueOf(statistics),
        _ => Defined(metric.ValueOf(statistics)),
    };
}

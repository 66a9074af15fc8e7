using System.Globalization;
using CoinPilot.Backtest;

namespace CoinPilot.App.Backtests.Reports;

/// <summary>Figures as people read them on a terminal.</summary>
internal static class MetricText
{
    private const int Columns = 3;

    /// <summary>All metrics, side by side in lines; what is undefined is a dash.</summary>
    public static IEnumerable<string> Lines(BacktestStatistics statistics) => Metric.All
        .Select(m => $"{m.Title,-22}{Of(m, statistics),18}").Chunk(Columns).Select(row => string.Join("    ", row));

    private static string Of(Metric metric, BacktestStatistics statistics)
    {
        double value = metric.ValueOf(statistics);
        return double.IsNaN(value) ? "-" : metric.Unit switch
        {
            // A few good days make a yearly growth that has more digits than sense.
            MetricUnit.Fraction or MetricUnit.Factor when Math.Abs(value) >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{value:E1}"),
            MetricUnit.Fraction => string.Create(CultureInfo.InvariantCulture, $"{100 * value:N2} %"),
            MetricUnit.Money => string.Create(CultureInfo.InvariantCulture, $"{value:N0} KRW"),
            MetricUnit.Count => string.Create(CultureInfo.InvariantCulture, $"{value:N0}"),
            MetricUnit.Days => string.Create(CultureInfo.InvariantCulture, $"{value:N1} days"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{value:N2}"),
        };
    }
}

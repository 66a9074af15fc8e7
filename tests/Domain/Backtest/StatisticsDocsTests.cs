using System.Text.RegularExpressions;
using CoinPilot.Backtest;

namespace CoinPilot.Tests.Backtest;

public sealed partial class StatisticsDocsTests
{
    [Fact]
    public void Docs_OfStatistics_DefineEveryMetricOnceAndNoOther()
    {
        IEnumerable<string> rows = File.ReadLines(CheckedOut.File("docs", "statistics.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal));

        IEnumerable<string> defined = rows.SelectMany(row => Name().Matches(row.Split('|')[1]).Select(m => m.Groups[1].Value));

        Assert.Equal(BacktestStatistics.Metrics.Order(StringComparer.Ordinal), defined.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Name();
}

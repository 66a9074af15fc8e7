using System.Text.Encodings.Web;
using System.Text.Json;
using CoinPilot.Actors.Backtest;

namespace CoinPilot.App.Backtests.Reports;

/// <summary>All that a report tells, as <c>report.json</c> has it. Money, prices and quantities are strings: a double would round them.</summary>
/// <param name="Run">What was run and what came of it in short, with the statistics.</param>
/// <param name="Months">The account's return in each UTC month, beside the benchmark's.</param>
/// <param name="Drawdowns">Falls of equity by the hourly points, the deepest first.</param>
internal sealed record ReportDocument(
    BacktestReport Run, ReportedGroups Groups, IReadOnlyList<ReportedMonth> Months, IReadOnlyList<ReportedDrawdown> Drawdowns,
    IReadOnlyList<ReportedTrade> Trades, IReadOnlyList<ReportedPoint> Equity)
{
    private const int DrawdownsShown = 10;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static ReportDocument Of(BacktestReport report)
    {
        BacktestResult result = report.Result;
        return new ReportDocument(
            report, ReportedGroups.Of(result.Trades), ReportedMonth.AllOf(result.Equity),
            [.. result.Equity.Drawdowns.OrderByDescending(d => d.Depth).Take(DrawdownsShown).Select(ReportedDrawdown.Of)],
            [.. result.Trades.Select((trade, i) => ReportedTrade.Of(i + 1, trade))], ReportedPoint.AllOf(result.Equity));
    }

    public string ToJson() => JsonSerializer.Serialize(this, Options);
}

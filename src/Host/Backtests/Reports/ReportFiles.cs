namespace CoinPilot.App.Backtests.Reports;

/// <summary>A backtest's report as files: one to look at, the others to work with.</summary>
internal static class ReportFiles
{
    public const string Page = "report.html";
    public const string Json = "report.json";
    public const string Trades = "trades.csv";
    public const string Equity = "equity.csv";

    /// <summary>
    /// Writes all of them into the folder, which is made where it is missing; what is there by their names is replaced. Throws
    /// <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/> where it cannot.
    /// </summary>
    public static async Task WriteAsync(string folder, BacktestReport report, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(folder);
        ReportDocument document = ReportDocument.Of(report);
        await File.WriteAllTextAsync(Path.Combine(folder, Json), document.ToJson(), cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, Trades), ReportCsv.Trades(report.Result.Trades), cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, Equity), ReportCsv.Equity(report.Result.Equity), cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, Page), ReportPage.Of(document, report), cancellation);
    }
}

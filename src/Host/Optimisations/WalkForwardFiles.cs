using CoinPilot.App.Backtests.Reports;
using CoinPilot.App.Cli;
using CoinPilot.Backtest;
using CoinPilot.Values;

namespace CoinPilot.App.Optimisations;

/// <summary>A walk-forward's reports in its folder: one to look at, the others to work with.</summary>
internal static class WalkForwardFiles
{
    public static async Task WriteAsync(string folder, WalkForwardReport report, IReadOnlyList<RoundTrip> trades, EquityCurve curve)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "report.html"), WalkForwardPage.Of(report, curve));
        await File.WriteAllTextAsync(Path.Combine(folder, "report.json"), JsonOutput.Write(report));
        await File.WriteAllTextAsync(Path.Combine(folder, "windows.csv"), WindowsOf(report));
        await File.WriteAllTextAsync(Path.Combine(folder, "trades.csv"), ReportCsv.Trades(ValueList<RoundTrip>.Of(trades)));
        await File.WriteAllTextAsync(Path.Combine(folder, "equity.csv"), ReportCsv.Equity(curve));
    }

    private static string WindowsOf(WalkForwardReport report)
    {
        string[] parameters = [.. report.Stability.Select(s => s.Parameter)];
        return OptimisationCsv.Table(
            [
                "window", "train_from", "train_to", "train_days", "test_from", "test_to", "trials", "refused", "best", .. parameters,
                "in_sample_objective", "out_of_sample_objective", "efficiency", "backtest_overfitting", "cut_off",
                .. BacktestStatistics.Metrics.Select(m => $"in_sample_{m}"), .. BacktestStatistics.Metrics.Select(m => $"out_of_sample_{m}"), "result_hash", "test_hash",
            ],
            report.Windows.Select(w => (IEnumerable<object?>)
            [
                w.Number, w.Train[0].From, w.Train[^1].To, w.TrainDays, w.Test.From, w.Test.To, w.Trials, w.Refused, w.Best,
                .. parameters.Select(p => w.Parameters.GetValueOrDefault(p)),
                w.InSampleObjective, w.OutOfSampleObjective, w.Efficiency, w.BacktestOverfitting, w.CutOff,
                .. BacktestStatistics.Metrics.Select(m => (object?)w.InSample.GetValueOrDefault(m)),
                .. BacktestStatistics.Metrics.Select(m => (object?)w.OutOfSample[m]), w.ResultHash, w.TestHash,
            ]));
    }
}

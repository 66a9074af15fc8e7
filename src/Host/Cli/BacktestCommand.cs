using System.CommandLine;
using CoinPilot.Actors.Backtest;
using CoinPilot.App.Backtests;
using CoinPilot.App.Backtests.Reports;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot backtest</c>: all that a configuration says, on one account, or just the strategies and candles that the options name.</summary>
internal static class BacktestCommand
{
    private static readonly BacktestInputOptions Inputs = new();

    private static readonly Option<bool> Json = new("--json") { Description = "print the result as JSON" };

    private static readonly Option<string?> Report = new("--report") { Description = "a folder for the report: report.html, report.json, trades.csv, equity.csv" };

    public static Command Create()
    {
        Command command = new("backtest", "run strategies over candles through the production actors, in virtual time");
        Inputs.AddTo(command);
        command.Options.Add(Json);
        command.Options.Add(Report);
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        BacktestInputs inputs = Inputs.Read(parsed);
        using ProgressLine progress = new("backtest");
        try
        {
            (BacktestResult result, double seconds) = await BacktestRun.RunAsync(inputs.Series, inputs.Options, progress.Show);
            progress.Dispose();
            BacktestReport report = BacktestReport.Of(result, inputs.DataHash, inputs.Series, inputs.Options, seconds);
            if (parsed.GetValue(Report) is { } folder)
                await ReportFiles.WriteAsync(folder, report);
            Print(report, parsed.GetValue(Json));
            return ExitCode.Done;
        }
        catch (BacktestStoppedException stopped)
        {
            progress.Dispose();
            await Console.Error.WriteLineAsync($"coinpilot: {stopped.Message}");
            return ExitCode.Failed;
        }
    }

    private static void Print(BacktestReport report, bool json)
    {
        if (json)
            JsonOutput.Print(report);
        else
            report.Print(Console.Out);
    }
}

using System.CommandLine;
using CoinPilot.App.Backtests;
using CoinPilot.App.Backtests.Reports;
using CoinPilot.App.Backtests.Runs;
using CoinPilot.App.Run;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot backtest</c>: all that a configuration says, on one account, or just the strategies and candles that the options name. Each is a run.</summary>
internal static class BacktestCommand
{
    private static readonly BacktestInputOptions Inputs = new();

    private static readonly Option<bool> Json = new("--json") { Description = "print the result as JSON" };

    private static readonly Option<string?> Report = new("--report") { Description = "one more folder for the report: report.html, report.json, trades.csv, equity.csv" };

    private static readonly Option<bool> NoRecord = new("--no-record") { Description = "keep no record of the run, and no files in the data folder" };

    public static Command Create()
    {
        Command command = new("backtest", "run strategies over candles through the production actors, in virtual time");
        Inputs.AddTo(command);
        command.Options.Add(Json);
        command.Options.Add(Report);
        command.Options.Add(NoRecord);
        command.Subcommands.Add(BacktestListCommand.Create());
        command.Subcommands.Add(BacktestShowCommand.Create());
        command.Subcommands.Add(BacktestCompareCommand.Create());
        command.Subcommands.Add(BacktestRerunCommand.Create());
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        BacktestInputs inputs = Inputs.Read(parsed);
        RunStore? store = parsed.GetValue(NoRecord)
            ? null
            : RunStoreOptions.Open(parsed.GetValue<string?>("--data"), inputs.Configuration);
        if (store is not null)
            await RunStoreOptions.ReadAllAsync(store);
        RunOutcome outcome = await RunAsync(RunSetup.Of(inputs, parsed.Tokens.Select(t => t.Value)), store);
        if (outcome.Report is not { } report)
            return outcome.ExitCode;
        if (parsed.GetValue(Report) is { } folder)
            await ReportFiles.WriteAsync(folder, report);
        Print(report, parsed.GetValue(Json));
        return outcome.ExitCode;
    }

    /// <summary>Runs it with a progress bar until it has ended, or the process is asked to.</summary>
    public static async Task<RunOutcome> RunAsync(RunSetup setup, RunStore? store)
    {
        using StopSignal stop = new();
        using ProgressLine progress = new("backtest");
        return await new RecordedBacktest(store, TimeProvider.System).RunAsync(setup, progress.Show, stop.Token);
    }

    private static void Print(BacktestReport report, bool json)
    {
        if (json)
            JsonOutput.Print(report);
        else
            report.Print(Console.Out);
    }
}

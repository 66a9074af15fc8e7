using System.CommandLine;
using CoinPilot.Actors.Backtest;
using CoinPilot.App.Backtests;
using CoinPilot.App.Optimisations;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot montecarlo</c>: what luck in the order of a backtest's trades could have made of it.</summary>
internal static class MonteCarloCommand
{
    private const int MostRuns = 1_000_000;

    private static readonly BacktestInputOptions Inputs = new();
    private static readonly Option<int> Runs = RunsOption();
    private static readonly Option<ulong> Seed = new("--seed") { Description = "the same seed gives the same figures", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> Json = CandleOptions.Json();

    public static Command Create()
    {
        Command command = new("montecarlo", "run a backtest, then put its trades into other orders and draw them again: how final equity and drawdown spread");
        Inputs.AddTo(command);
        command.Options.Add(Runs);
        command.Options.Add(Seed);
        command.Options.Add(Json);
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    public static Option<int> RunsOption() => new("--runs") { Description = "Monte Carlo runs", DefaultValueFactory = _ => MonteCarloFigures.UsualRuns };

    /// <summary>Throws <see cref="UsageException"/> unless from 1 to a million.</summary>
    public static int RunsOf(ParseResult parsed, Option<int> option) => parsed.GetValue(option) switch
    {
        >= 1 and <= MostRuns and int runs => runs,
        int wrong => throw new UsageException($"--runs {wrong} is not from 1 to {MostRuns:N0}"),
    };

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        int runs = RunsOf(parsed, Runs);
        BacktestInputs inputs = Inputs.Read(parsed);
        using ProgressLine progress = new("backtest");
        try
        {
            (BacktestResult result, _) = await BacktestRun.RunAsync(inputs.Series, inputs.Options, progress.Show);
            progress.Dispose();
            return Print(MonteCarloFigures.Of(inputs.Options.Cash, result.Trades, runs, parsed.GetValue(Seed)), parsed.GetValue(Json));
        }
        catch (BacktestStoppedException stopped)
        {
            progress.Dispose();
            await Console.Error.WriteLineAsync($"coinpilot: {stopped.Message}");
            return ExitCode.Failed;
        }
    }

    private static int Print(MonteCarloFigures? figures, bool json)
    {
        if (figures is null)
        {
            Console.Error.WriteLine("coinpilot: the backtest has no trades");
            return ExitCode.Failed;
        }
        if (json)
            JsonOutput.Print(figures);
        foreach (string line in json ? [] : figures.Lines())
            Console.WriteLine(line);
        return ExitCode.Done;
    }
}

using System.CommandLine;
using CoinPilot.Actors.Backtest;
using CoinPilot.App.Optimisations;
using CoinPilot.App.Run;
using CoinPilot.Optimisation;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot walkforward</c>: chooses parameters on one stretch of time and tries them on another, again and again.</summary>
internal static class WalkForwardCommand
{
    private const string Kind = "walkforward";

    private static readonly BacktestInputOptions Inputs = new();
    private static readonly SearchOptions Search = new("--search");
    private static readonly WindowOptions Windows = new();
    private static readonly Option<int> Runs = MonteCarloCommand.RunsOption();
    private static readonly Option<bool> Json = CandleOptions.Json();

    public static Command Create()
    {
        Command command = new(Kind, "optimise on one stretch of time and try the best on the next one, out of sample, through all of the candles");
        Inputs.AddTo(command);
        Search.AddTo(command);
        Windows.AddTo(command);
        command.Options.Add(Runs);
        command.Options.Add(Json);
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        using StopSignal stop = new();
        OptimisationStore store = new(OptimizeCommand.DataFolderOf(parsed));
        int workers = Search.Workers(parsed), runs = MonteCarloCommand.RunsOf(parsed, Runs);
        string id = "";
        try
        {
            (OptimisationPlan plan, BacktestInputs inputs) = Search.Resume(parsed) is { } begun ? Resume(parsed, store, begun) : Begin(parsed, store);
            id = plan.Id;
            WalkForwardReport report = await new WalkForwardSession(store, plan, inputs, workers, runs).RunAsync(Console.Error, stop.Token);
            Print(report, parsed, store);
            return ExitCode.Done;
        }
        catch (OptimisationException wrong)
        {
            throw new UsageException(wrong.Message);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"coinpilot: interrupted; what has finished is kept: coinpilot {Kind} --resume {id}");
            return ExitCode.Failed;
        }
        catch (Exception wrong) when (wrong is IrreproducibleException or BacktestStoppedException)
        {
            await Console.Error.WriteLineAsync($"coinpilot: {wrong.Message}");
            return ExitCode.Failed;
        }
    }

    private static (OptimisationPlan, BacktestInputs) Begin(ParseResult parsed, OptimisationStore store)
    {
        WindowPlan windows = Windows.Plan(parsed);
        BacktestInputs inputs = Inputs.Read(parsed);
        SearchPlan search = Search.Plan(parsed, inputs);
        IReadOnlyList<TimeSplit> splits = windows.SplitsOf(Stretch.RangeOf(inputs.Series, inputs.Options.TradeFrom));
        OptimisationPlan plan = OptimisationSession.Begin(Kind, PlainBacktest.ArgumentsOf(parsed, Inputs), inputs, search, windows) with { Studies = splits.Count };
        store.Create(plan);
        Console.Error.WriteLine($"coinpilot: walk-forward {plan.Id}: {splits.Count} windows of {search.Trials:N0} trials");
        return (plan, inputs);
    }

    private static (OptimisationPlan, BacktestInputs) Resume(ParseResult parsed, OptimisationStore store, string id)
    {
        SearchOptions.RefuseWithResume(parsed);
        OptimisationPlan plan = store.Find(id);
        return plan.Kind == Kind ? (plan, OptimizeCommand.Read(plan)) : throw new UsageException($"{plan.Id} was begun by coinpilot {plan.Kind}: that goes on with it");
    }

    private static void Print(WalkForwardReport report, ParseResult parsed, OptimisationStore store)
    {
        if (parsed.GetValue(Json))
            JsonOutput.Print(report);
        else
            WalkForwardText.Print(report, Console.Out);
        Console.Error.WriteLine($"coinpilot: report.html, report.json, windows.csv, trades.csv and equity.csv are in {store.FolderOf(report.Plan.Id)}");
    }
}

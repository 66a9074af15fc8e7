using System.CommandLine;
using CoinPilot.App.Backtests.Runs;
using CoinPilot.App.Config;
using CoinPilot.App.Optimisations;
using CoinPilot.App.Run;
using CoinPilot.Optimisation;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot optimize</c>: searches parameters by backtests, side by side, and goes on where it was interrupted.</summary>
internal static class OptimizeCommand
{
    /// <summary>The kind of its plans.</summary>
    public const string Kind = "optimize";

    private static readonly BacktestInputOptions Inputs = new();
    private static readonly SearchOptions Search = new("--method");
    private static readonly Option<int> Top = OptimizeShowCommand.TopOption();
    private static readonly Option<bool> Json = CandleOptions.Json();

    public static Command Create()
    {
        Command command = new(Kind, "search the parameters of strategies for the best by an objective, with measures of how far it may be luck");
        Inputs.AddTo(command);
        Search.AddTo(command);
        command.Options.Add(Top);
        command.Options.Add(Json);
        command.Subcommands.Add(OptimizeListCommand.Create());
        command.Subcommands.Add(OptimizeShowCommand.Create());
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        try
        {
            using StopSignal stop = new();
            OptimisationStore store = new(DataFolderOf(parsed));
            // Gives runs whose process is gone their end.
            await RunStoreOptions.ReadAllAsync(new RunStore(DataFolderOf(parsed), TimeProvider.System));
            int workers = Search.Workers(parsed);
            (OptimisationPlan plan, BacktestInputs inputs) = Search.Resume(parsed) is { } id ? Resume(parsed, store, id) : Begin(parsed, store);
            try
            {
                OptimisationReport report = await new OptimisationSession(store, plan, inputs, workers).RunAsync(Console.Error, stop.Token);
                return Print(report, parsed, store);
            }
            catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync($"coinpilot: interrupted; what has finished is kept: coinpilot optimize --resume {plan.Id}");
                return ExitCode.Failed;
            }
        }
        catch (OptimisationException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }

    /// <summary>The data folder that a verb with the options of backtests was told, or the configuration's.</summary>
    public static string DataFolderOf(ParseResult parsed) => parsed.GetValue<string?>("--data")
        ?? new ConfigSource(parsed.GetValue<string?>("--config"), ConfigSource.ProcessEnvironment(), ConfigOptions.None).Load().TextOf(Settings.Data)!;

    private static (OptimisationPlan, BacktestInputs) Begin(ParseResult parsed, OptimisationStore store)
    {
        BacktestInputs inputs = Inputs.Read(parsed);
        OptimisationPlan plan = OptimisationSession.Begin(Kind, PlainBacktest.ArgumentsOf(parsed, Inputs), inputs, Search.Plan(parsed, inputs));
        store.Create(plan);
        Console.Error.WriteLine($"coinpilot: optimisation {plan.Id}: {plan.Search.Method}, {plan.Search.Trials:N0} trials of {plan.Search.SpaceOf(inputs.Options.Strategies).Size:N0} combinations");
        return (plan, inputs);
    }

    private static (OptimisationPlan, BacktestInputs) Resume(ParseResult parsed, OptimisationStore store, string id)
    {
        SearchOptions.RefuseWithResume(parsed);
        OptimisationPlan plan = store.Find(id);
        if (plan.Kind != Kind)
            throw new UsageException($"{plan.Id} was begun by coinpilot {plan.Kind}: that goes on with it");
        return (plan, Read(plan));
    }

    /// <summary>What a plan's arguments name, which must be what they named when it was begun.</summary>
    public static BacktestInputs Read(OptimisationPlan plan)
    {
        if (plan.Folder != Environment.CurrentDirectory)
            Console.Error.WriteLine($"coinpilot: it was begun in {plan.Folder}; relative paths start from here now");
        BacktestInputs inputs = PlainBacktest.Read(plan.Arguments);
        plan.VerifySame(inputs);
        return inputs;
    }

    private static int Print(OptimisationReport report, ParseResult parsed, OptimisationStore store)
    {
        if (parsed.GetValue(Json))
            JsonOutput.Print(OptimisationDocument.Of(report, parsed.GetValue(Top)));
        else
            OptimisationText.Print(report, parsed.GetValue(Top), Console.Out);
        Console.Error.WriteLine($"coinpilot: report.html, report.json, trials.csv and sensitivity.csv are in {store.FolderOf(report.Plan.Id)}");
        if (report.End?.Repeated is { IsSame: false } repeated)
        {
            Console.Error.WriteLine($"coinpilot: trial {repeated.Trial} cannot be reproduced: as a plain backtest it gives {repeated.ResultHash}, not {report.Best?.ResultHash}");
            return ExitCode.Failed;
        }
        return report.Best is null ? ExitCode.Failed : ExitCode.Done;
    }
}

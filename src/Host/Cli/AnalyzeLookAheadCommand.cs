using System.CommandLine;
using CoinPilot.App.Backtests;
using CoinPilot.App.Backtests.Truth;
using CoinPilot.App.Run;
using CoinPilot.Strategies;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot analyze look-ahead</c></summary>
internal static class AnalyzeLookAheadCommand
{
    private static readonly BacktestInputOptions Inputs = new();

    private static readonly Option<bool> Json = new("--json") { Description = "print the report as JSON" };

    private static readonly Option<int> Signals = new("--signals") { Description = "how many orders of each strategy to check, evenly over all", DefaultValueFactory = _ => 200 };

    private static readonly Option<bool> All = new("--all") { Description = "check every order" };

    public static Command Create()
    {
        Command command = new("look-ahead", "decide each order again on data that ends with it; exit 1 if any is not the same");
        Inputs.AddTo(command);
        foreach (Option option in (Option[])[Signals, All, Json])
            command.Options.Add(option);
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        int most = parsed.GetValue(All) ? int.MaxValue : parsed.GetValue(Signals);
        if (most < 1)
            throw new UsageException($"--signals {most} is not above 0");
        BacktestInputs inputs = Inputs.Read(parsed);
        using StopSignal stop = new();
        try
        {
            LookAheadReport report = await CheckAsync(inputs, most, stop.Token);
            if (parsed.GetValue(Json))
                JsonOutput.Print(report);
            else
                report.Print(Console.Out);
            return report.IsClean ? ExitCode.Done : ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("coinpilot: interrupted, nothing was found out");
            return ExitCode.Failed;
        }
    }

    private static async Task<LookAheadReport> CheckAsync(BacktestInputs inputs, int most, CancellationToken stop)
    {
        IReadOnlyList<CandleSeries> series = CutSeries.InMemory(inputs.Series);
        LookAhead analysis = new(DecisionList.OfAsync, most);
        List<LookAheadStrategy> found = [];
        foreach (StrategyChoice choice in inputs.Options.Strategies.Where(c => series.Any(s => c.RunsOn(s.Symbol))))
        {
            using ProgressLine progress = new($"{choice.Name}");
            LookAheadStrategy strategy = await analysis.CheckAsync(choice, series, inputs.Options, progress.Show, stop);
            found.Add(strategy with { Outside = OutsideUse.Of(choice.Descriptor, choice.Settings, inputs.Configuration) });
        }
        return new LookAheadReport(ProductInfo.Version, inputs.DataHash, found.All(f => f.IsClean), found);
    }
}

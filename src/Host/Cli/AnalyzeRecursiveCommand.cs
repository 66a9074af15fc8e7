using System.CommandLine;
using CoinPilot.App.Backtests;
using CoinPilot.App.Backtests.Truth;
using CoinPilot.App.Run;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot analyze recursive</c></summary>
internal static class AnalyzeRecursiveCommand
{
    private static readonly BacktestInputOptions Inputs = new();

    private static readonly Option<bool> Json = new("--json") { Description = "print the report as JSON" };

    private static readonly Option<int[]> Less = new("--less-days")
    {
        Description = "how many days less of history to try, besides what each strategy declares, parts and multiples of it",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [1, 2, 5, 10, 20, 50],
    };

    public static Command Create()
    {
        Command command = new("recursive", "begin to trade after less and less history, by --trade-from or in the middle; exit 1 if what a strategy declares is too short");
        Inputs.AddTo(command);
        command.Options.Add(Less);
        command.Options.Add(Json);
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        int[] less = parsed.GetRequiredValue(Less);
        if (less.Any(days => days is < 1 or > 36_500))
            throw new UsageException($"--less-days {string.Join(' ', less)}: days are from 1 to 36500");
        BacktestInputs inputs = Inputs.Read(parsed);
        using StopSignal stop = new();
        try
        {
            RecursiveReport report = await CheckAsync(inputs, less, stop.Token);
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

    private static async Task<RecursiveReport> CheckAsync(BacktestInputs inputs, int[] less, CancellationToken stop)
    {
        IReadOnlyList<CandleSeries> series = CutSeries.InMemory(inputs.Series);
        StrategyChoice[] choices = [.. inputs.Options.Strategies.Where(c => series.Any(s => c.RunsOn(s.Symbol)))];
        Timestamp from = inputs.Options.TradeFrom ?? MiddleOf(series);
        foreach (StrategyChoice choice in choices)
            Require(choice, series, inputs, from);
        Recursive analysis = new(DecisionList.OfAsync);
        using ProgressLine progress = new("recursive");
        List<RecursiveStrategy> found = [];
        foreach (StrategyChoice choice in choices)
        {
            found.Add(await analysis.CheckAsync(choice, series, inputs.Options with { TradeFrom = from }, less, stop));
            progress.Show((double)found.Count / choices.Length);
        }
        return new RecursiveReport(ProductInfo.Version, inputs.DataHash, from.ToString(), found.All(f => f.IsClean), found);
    }

    private static Timestamp MiddleOf(IReadOnlyList<CandleSeries> series)
    {
        IReadOnlyList<MarketData.Candle> longest = series.MaxBy(s => s.Candles.Count)!.Candles;
        return longest[longest.Count / 2].OpenTime;
    }

    // Nothing could be told of a strategy that has no more history than it asks for.
    private static void Require(StrategyChoice choice, IReadOnlyList<CandleSeries> series, BacktestInputs inputs, Timestamp from)
    {
        int declared = Recursive.DeclaredBy(choice, inputs.Options);
        int has = series.Where(s => choice.RunsOn(s.Symbol)).Min(s => CutSeries.FirstFrom(s.Candles, from));
        if (has <= declared)
            throw new UsageException($"'{choice.Name}' declares {declared} candles of history, and before {from} there are {has}: more data, or a later --trade-from");
    }
}

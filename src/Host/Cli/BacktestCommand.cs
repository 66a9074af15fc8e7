using System.CommandLine;
using CoinPilot.Actors.Backtest;
using CoinPilot.App.Backtests;
using CoinPilot.Risk;
using CoinPilot.Strategies;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot backtest</c></summary>
internal static class BacktestCommand
{
    private static readonly Option<string[]> Candles = new("--candles")
    {
        Description = "candle files, CSV or gzipped CSV, or markets of the candle store like KRW-BTC; several trade on one account",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> Symbol = new("--symbol") { Description = "the file's symbol, where its name does not tell" };

    private static readonly Option<string> Data = CandleOptions.Data();

    private static readonly Option<string> Venue = CandleOptions.Venue();

    private static readonly Option<string?> From = CandleOptions.From();

    private static readonly Option<string?> To = CandleOptions.To();

    private static readonly Option<string> Strategy = new("--strategy")
    {
        Description = $"one of: {string.Join(", ", StrategyCatalog.All.Select(d => d.Name))}",
        Required = true,
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "a parameter of the strategy, key=value",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string> Cash = new("--cash") { Description = "KRW at the start", DefaultValueFactory = _ => "10000000" };

    private static readonly Option<bool> Json = new("--json") { Description = "print the result as JSON" };

    public static Command Create()
    {
        Command command = new("backtest", "run a strategy over candles through the production actors, in virtual time")
        {
            Candles, Symbol, Data, Venue, From, To, Strategy, Set, Cash, Json,
        };
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        StrategyChoice strategy = StrategyCatalog.Choose(
            parsed.GetRequiredValue(Strategy), CommandLine.Pairs("--set", parsed.GetRequiredValue(Set)));
        BacktestOptions options = new(CommandLine.Cash("--cash", parsed.GetRequiredValue(Cash)), [strategy], RiskLimits.Default);
        (IReadOnlyList<CandleSeries> series, string dataHash) = CandleFiles.Read(
            parsed.GetRequiredValue(Candles), parsed.GetValue(Symbol), CandleOptions.Selection(
                parsed.GetRequiredValue(Data), parsed.GetRequiredValue(Venue), parsed.GetValue(From), parsed.GetValue(To)));

        using ProgressLine progress = new("backtest");
        (BacktestResult result, double seconds) = await BacktestRun.RunAsync(series, options, progress.Show);
        progress.Dispose();
        BacktestReport report = BacktestReport.Of(result, dataHash, series, options, seconds);
        if (parsed.GetValue(Json))
            JsonOutput.Print(report);
        else
            report.Print(Console.Out);
        return ExitCode.Done;
    }
}

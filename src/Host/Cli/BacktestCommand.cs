using System.CommandLine;
using CoinPilot.Actors.Backtest;
using CoinPilot.App.Backtests;
using CoinPilot.App.Config;
using CoinPilot.Strategies;
using CoinPilot.Values;

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

    private static readonly Option<string?> Config = ConfigCommand.FileOption();

    private static readonly Option<string?> Strategy = new("--strategy")
    {
        Description = $"by its name in the configuration, or one of: {string.Join(", ", StrategyCatalog.All.Select(d => d.Name))}; not needed where the configuration has one",
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "a parameter of the strategy, key=value",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string?> Cash = new("--cash") { Description = "KRW at the start; without it the configuration's" };

    private static readonly Option<string[]> Risk = RiskCommand.LimitOption();

    private static readonly Option<bool> Json = new("--json") { Description = "print the result as JSON" };

    public static Command Create()
    {
        Command command = new("backtest", "run a strategy over candles through the production actors, in virtual time")
        {
            Candles, Symbol, Data, Venue, From, To, Config, Strategy, Set, Risk, Cash, Json,
        };
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        BacktestOptions options = Read(parsed);
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

    // A file may list several strategies; a backtest runs one.
    private static BacktestOptions Read(ParseResult parsed)
    {
        ConfigSource source = new(parsed.GetValue(Config), ConfigSource.ProcessEnvironment(), new ConfigOptions { Risk = parsed.GetRequiredValue(Risk) });
        Configuration configuration = source.Load();
        string[] named = configuration.StrategiesSource == ConfigValue.Nobody ? [] : [.. configuration.Strategies.Select(s => s.Choice.Name)];
        string name = parsed.GetValue(Strategy) ?? (named.Length == 1 ? named[0]
            : throw new UsageException($"--strategy is missing; there are: {string.Join(", ", named.Length > 0 ? named : StrategyCatalog.All.Select(d => d.Name))}"));
        StrategyEntry entry = StrategyOptions.Choose([name], parsed.GetRequiredValue(Set).Select(pair => $"{name}.{pair}"), named.Length > 0 ? configuration.Strategies : [])[0];
        Money cash = parsed.GetValue(Cash) is { } text ? CommandLine.Cash("--cash", text) : Money.Of(configuration.NumberOf(Settings.Cash));
        return new BacktestOptions(cash, [entry.Choice], configuration.Limits);
    }
}

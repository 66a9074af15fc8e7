using System.CommandLine;
using CoinPilot.Actors.Backtest;
using CoinPilot.App.Backtests;
using CoinPilot.App.Config;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot backtest</c>: all that a configuration says, on one account, or just the strategies and candles that the options name.</summary>
internal static class BacktestCommand
{
    private static readonly Option<string[]> Candles = Several(
        "--candles", "candle files, CSV or gzipped CSV, folders of them, or markets of the candle store like KRW-BTC; without it the stored candles of the configuration's symbols");

    private static readonly Option<string?> Symbol = new("--symbol") { Description = "the file's symbol, where its name does not tell" };

    private static readonly Option<string?> Data = new("--data") { Description = "data folder; the candle store is its folder candles; without it the configuration's" };

    private static readonly Option<string?> Venue = new("--venue") { Description = "whose candles they are; without it the configuration's" };

    private static readonly Option<string?> From = CandleOptions.From();

    private static readonly Option<string?> To = CandleOptions.To();

    private static readonly Option<string?> Config = ConfigCommand.FileOption();

    private static readonly Option<string[]> Strategy = Several(
        "--strategy", $"only these, by their names in the configuration or of: {string.Join(", ", StrategyCatalog.All.Select(d => d.Name))}; without it all that the configuration lists");

    private static readonly Option<string?> OwnStrategies = StrategyOptions.Folder();

    private static readonly Option<string[]> Set = Several("--set", "a parameter of a strategy, strategy.key=value; of the only one, key=value");

    private static readonly Option<string?> Cash = new("--cash") { Description = "KRW at the start; without it the configuration's" };

    private static readonly Option<string[]> Risk = RiskCommand.LimitOption();

    private static readonly Option<bool> Json = new("--json") { Description = "print the result as JSON" };

    public static Command Create()
    {
        Command command = new("backtest", "run strategies over candles through the production actors, in virtual time")
        {
            Candles, Symbol, Data, Venue, From, To, Config, Strategy, OwnStrategies, Set, Risk, Cash, Json,
        };
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static Option<string[]> Several(string name, string meaning) =>
        new(name) { Description = meaning, AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        Configuration configuration = new ConfigSource(parsed.GetValue(Config), ConfigSource.ProcessEnvironment(), new ConfigOptions
        {
            Risk = parsed.GetRequiredValue(Risk),
            // It keeps no ticks, so a file that wants them kept is as good without a database.
            Values = [.. StrategyOptions.Said(parsed.GetValue(OwnStrategies)), (Settings.Ticks, "backtest", "false")],
        }).Load();
        Money cash = parsed.GetValue(Cash) is { } text ? CommandLine.Cash("--cash", text) : Money.Of(configuration.NumberOf(Settings.Cash));
        BacktestOptions options = new(cash, StrategiesOf(parsed, configuration), configuration.Limits);
        (IReadOnlyList<CandleSeries> series, string dataHash) = CandleFiles.Read(InputsOf(parsed, configuration), parsed.GetValue(Symbol), CandleOptions.Selection(
            parsed.GetValue(Data) ?? configuration.TextOf(Settings.Data)!, parsed.GetValue(Venue) ?? configuration.TextOf(Settings.Venue)!,
            parsed.GetValue(From), parsed.GetValue(To)));
        if (!series.Any(s => options.Strategies.Any(choice => choice.RunsOn(s.Symbol))))
            throw new UsageException($"none of the strategies runs on {string.Join(", ", series.Select(s => s.Symbol))}");

        using ProgressLine progress = new("backtest");
        try
        {
            (BacktestResult result, double seconds) = await BacktestRun.RunAsync(series, options, progress.Show);
            progress.Dispose();
            Print(BacktestReport.Of(result, dataHash, series, options, seconds), parsed.GetValue(Json));
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

    // What the configuration lists only by default is nobody's choice.
    private static IReadOnlyList<StrategyChoice> StrategiesOf(ParseResult parsed, Configuration configuration)
    {
        IReadOnlyList<StrategyChoice> listed = configuration.StrategiesSource == ConfigValue.Nobody ? [] : configuration.Strategies;
        string[] names = [.. (parsed.GetRequiredValue(Strategy) is { Length: > 0 } said ? said : listed.Select(s => s.Name)).Distinct(StringComparer.Ordinal)];
        if (names.Length == 0)
            throw new UsageException($"--strategy is missing; there are: {string.Join(", ", configuration.Kinds.Select(k => k.Name))}");
        IEnumerable<string> settings = parsed.GetRequiredValue(Set);
        if (names.Length == 1)
            settings = settings.Select(s => s.StartsWith($"{names[0]}.", StringComparison.Ordinal) ? s : $"{names[0]}.{s}");
        return StrategyOptions.Choose(names, settings, listed, configuration.Kinds);
    }

    // Files and markets say themselves what is meant; a folder may have more than that.
    private static string[] InputsOf(ParseResult parsed, Configuration configuration)
    {
        IReadOnlyList<Values.Symbol>? symbols = configuration.SymbolsSource == ConfigValue.Nobody ? null : configuration.Symbols;
        if (parsed.GetRequiredValue(Candles) is { Length: > 0 } said)
            return [.. said.SelectMany(s => Directory.Exists(s) ? CandleFiles.Pick(s, symbols) : [s])];
        return symbols?.Select(s => s.Code).ToArray()
            ?? throw new UsageException("--candles is missing: files, folders or markets; a configuration with 'symbols' needs none where their candles are stored");
    }
}

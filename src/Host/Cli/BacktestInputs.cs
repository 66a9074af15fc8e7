using System.CommandLine;
using CoinPilot.Actors.Backtest;
using CoinPilot.App.Backtests;
using CoinPilot.App.Config;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Cli;

/// <summary>What a verb that runs backtests was told to run: the account, its strategies and rules, and the candles.</summary>
/// <param name="DataHash">See <see cref="CandleFiles.Read"/>.</param>
internal sealed record BacktestInputs(
    Configuration Configuration, BacktestOptions Options, IReadOnlyList<CandleSeries> Series, string DataHash);

/// <summary>The options by which the verbs that run backtests name account, strategies, rules and candles; one set a verb.</summary>
internal sealed class BacktestInputOptions
{
    private readonly Option<string[]> _candles = Several(
        "--candles", "candle files, CSV or gzipped CSV, trade CSVs, recordings, folders of files, or markets of the candle store like KRW-BTC or, for longer candles, KRW-BTC/60m; without it the stored candles of the configuration's symbols");

    private readonly Option<string[]> _detail = Several(
        "--detail", "one-minute candles to use under longer ones where there are any: files, folders or markets of the candle store");

    private readonly Option<string?> _symbol = new("--symbol") { Description = "the file's symbol, where its name does not tell" };

    private readonly Option<string?> _data = new("--data") { Description = "data folder; the candle store is its folder candles; without it the configuration's" };

    private readonly Option<string?> _venue = new("--venue") { Description = "whose candles they are; without it the configuration's" };

    private readonly Option<string?> _from = CandleOptions.From();

    private readonly Option<string?> _to = CandleOptions.To();

    private readonly Option<string?> _tradeFrom = new("--trade-from")
    {
        Description = "the minute from which on is traded, UTC, like 2025-09-08; candles before it only warm the strategies up, as history does at a live start",
    };

    private readonly Option<string?> _config = ConfigCommand.FileOption();

    private readonly Option<string[]> _strategy = Several(
        "--strategy", $"only these, by their names in the configuration or of: {string.Join(", ", StrategyCatalog.All.Select(d => d.Name))}; without it all that the configuration lists");

    private readonly Option<string?> _ownStrategies = StrategyOptions.Folder();

    private readonly Option<string[]> _set = Several("--set", "a parameter of a strategy, strategy.key=value; of the only one, key=value");

    private readonly Option<string?> _cash = new("--cash") { Description = "KRW at the start; without it the configuration's" };

    private readonly Option<string[]> _risk = RiskCommand.LimitOption();

    private readonly ModelOptions _models = new();

    /// <summary>Gives the verb these options.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_candles, _detail, _symbol, _data, _venue, _from, _to, _tradeFrom, _config, _strategy, _ownStrategies, _set, _risk, _cash, .. _models.All])
            command.Options.Add(option);
    }

    /// <summary>Reads it all. Throws <see cref="UsageException"/> for what does not fit together, and what reading configuration and candles throws.</summary>
    public BacktestInputs Read(ParseResult parsed)
    {
        Configuration configuration = new ConfigSource(parsed.GetValue(_config), ConfigSource.ProcessEnvironment(), new ConfigOptions
        {
            Risk = parsed.GetRequiredValue(_risk),
            // It keeps no ticks, so a file that wants them kept is as good without a database.
            Values = [.. StrategyOptions.Said(parsed.GetValue(_ownStrategies)), (Settings.Ticks, "backtest", "false")],
        }).Load();
        Money cash = parsed.GetValue(_cash) is { } text ? CommandLine.Cash("--cash", text) : Money.Of(configuration.NumberOf(Settings.Cash));
        BacktestOptions options = new(cash, StrategiesOf(parsed, configuration), configuration.Limits)
        {
            Models = _models.Read(parsed, configuration),
            TradeFrom = parsed.GetValue(_tradeFrom) is { } from ? MinuteOf("--trade-from", from) : null,
        };
        (IReadOnlyList<CandleSeries> series, string dataHash) = CandleFiles.Read(FilesOf(parsed, configuration), parsed.GetValue(_symbol), CandleOptions.Selection(
            parsed.GetValue(_data) ?? configuration.TextOf(Settings.Data)!, parsed.GetValue(_venue) ?? configuration.TextOf(Settings.Venue)!,
            parsed.GetValue(_from), parsed.GetValue(_to)), [.. parsed.GetRequiredValue(_detail).SelectMany(CandleFiles.Expand)]);
        if (options.TradeFrom is { } start && series.All(s => s.Candles[^1].OpenTime < start))
            throw new UsageException($"--trade-from {start}: the newest candle is of {series.Max(s => s.Candles[^1].OpenTime)}");
        return series.Any(s => options.Strategies.Any(choice => choice.RunsOn(s.Symbol)))
            ? new BacktestInputs(configuration, options, series, dataHash)
            : throw new UsageException($"none of the strategies runs on {string.Join(", ", series.Select(s => s.Symbol))}");
    }

    private static Timestamp MinuteOf(string option, string text) =>
        CandleOptions.Time(option, text) is var time && time == time.FloorTo(TimeSpan.FromMinutes(1))
            ? time
            : throw new UsageException($"{option} '{text}' is no whole minute");

    private static Option<string[]> Several(string name, string meaning) =>
        new(name) { Description = meaning, AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };

    // What the configuration lists only by default is nobody's choice.
    private IReadOnlyList<StrategyChoice> StrategiesOf(ParseResult parsed, Configuration configuration)
    {
        IReadOnlyList<StrategyChoice> listed = configuration.StrategiesSource == ConfigValue.Nobody ? [] : configuration.Strategies;
        string[] names = [.. (parsed.GetRequiredValue(_strategy) is { Length: > 0 } said ? said : listed.Select(s => s.Name)).Distinct(StringComparer.Ordinal)];
        if (names.Length == 0)
            throw new UsageException($"--strategy is missing; there are: {string.Join(", ", configuration.Kinds.Select(k => k.Name))}");
        IEnumerable<string> settings = parsed.GetRequiredValue(_set);
        if (names.Length == 1)
            settings = settings.Select(s => s.StartsWith($"{names[0]}.", StringComparison.Ordinal) ? s : $"{names[0]}.{s}");
        return StrategyOptions.Choose(names, settings, listed, configuration.Kinds);
    }

    // Files and markets say themselves what is meant; a folder may have more than that.
    private string[] FilesOf(ParseResult parsed, Configuration configuration)
    {
        IReadOnlyList<Values.Symbol>? symbols = configuration.SymbolsSource == ConfigValue.Nobody ? null : configuration.Symbols;
        if (parsed.GetRequiredValue(_candles) is { Length: > 0 } said)
            return [.. said.SelectMany(s => Directory.Exists(s) ? CandleFiles.Pick(s, symbols) : [s])];
        return symbols?.Select(s => s.Code).ToArray()
            ?? throw new UsageException("--candles is missing: files, folders or markets; a configuration with 'symbols' needs none where their candles are stored");
    }
}

using System.Globalization;
using CoinPilot.Actors.Backtest;
using CoinPilot.App.Cli;
using CoinPilot.App.Config;
using CoinPilot.App.OwnStrategies;
using CoinPilot.Matching;
using CoinPilot.Risk;
using CoinPilot.Runs;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests.Runs;

/// <summary>What a run is run on, and the same in words that a journal keeps.</summary>
/// <param name="RerunOf">The run that it repeats; empty for none.</param>
internal sealed record RunSetup(
    BacktestOptions Options, IReadOnlyList<CandleSeries> Series, string DataHash, RunParameters Parameters, string RerunOf = "")
{
    public const string CashKey = "cash";
    public const string TradeFromKey = "trade_from";
    public const string ModelPrefix = "backtest.";
    public const string DetailPrefix = "detail.";
    public const string LimitPrefix = "risk.";
    public const string OwnStrategiesHashKey = "engine.strategies_hash";

    /// <summary>Where strategies that are not CoinPilot's own were loaded from.</summary>
    public static string OwnStrategiesKey => Settings.StrategiesFolder.Path;

    /// <summary>Of what a verb was told; <paramref name="arguments"/> are its command line.</summary>
    public static RunSetup Of(BacktestInputs inputs, IEnumerable<string> arguments) => new(
        inputs.Options, inputs.Series, inputs.DataHash,
        new RunParameters(
            ValueList<string>.Of(arguments),
            ValueList<RunStrategy>.Of(inputs.Options.Strategies.Select(Of)),
            ValueList<RunSetting>.Of(SettingsOf(inputs.Options).Concat(DetailOf(inputs)).Concat(OwnStrategiesOf(inputs))),
            ValueList<RunInput>.Of(inputs.Series.Select(Of))));

    /// <summary>Everything of the options but the strategies, by key.</summary>
    public static IEnumerable<RunSetting> SettingsOf(BacktestOptions options) =>
    [
        new RunSetting(CashKey, options.Cash.ToString()),
        .. options.TradeFrom is { } from ? [new RunSetting(TradeFromKey, from.ToString())] : Array.Empty<RunSetting>(),
        .. ModelCatalog.All.Zip(options.Models.All, (family, model) => new RunSetting(ModelPrefix + family.Name, model.ToString())),
        .. LimitSetting.AllOf(options.Limits).Select(l => new RunSetting(LimitPrefix + l.Key, l.Value)),
    ];

    private static IEnumerable<RunSetting> DetailOf(BacktestInputs inputs) => inputs.Series.Where(s => s.Source?.Detail is not null)
        .Select(s => new RunSetting(DetailPrefix + s.Symbol.Code, s.Source!.Detail!.ToText()));

    private static IEnumerable<RunSetting> OwnStrategiesOf(BacktestInputs inputs)
    {
        string? folder = inputs.Configuration.TextOf(Settings.StrategiesFolder);
        if (folder is null || inputs.Options.Strategies.All(s => StrategyCatalog.All.Contains(s.Descriptor)))
            return [];
        return [new RunSetting(OwnStrategiesKey, Path.GetFullPath(folder)), new RunSetting(OwnStrategiesHashKey, StrategyFolder.HashOf(folder))];
    }

    private static RunStrategy Of(StrategyChoice choice) => new(
        choice.Name, choice.Descriptor.Name, ValueList<Symbol>.Of(choice.Symbols ?? []),
        ValueList<RunSetting>.Of(choice.Settings.Values.Select(v => new RunSetting(v.Key, v.Value.ToString(CultureInfo.InvariantCulture)))));

    private static RunInput Of(CandleSeries series)
    {
        CandleSource source = series.Source ?? throw new InvalidOperationException($"nobody knows where the candles of {series.Symbol} came from");
        return new RunInput(series.Symbol, source.Place, source.Venue, source.Range.From, source.Range.To, source.Hash, series.Candles.Count);
    }
}

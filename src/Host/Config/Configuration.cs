using System.Globalization;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Config;

/// <summary>The configuration in force: every key's value and who said it, the symbols, and the strategies of each.</summary>
internal sealed class Configuration
{
    public required IReadOnlyDictionary<string, ConfigValue> Values { get; init; }

    public required IReadOnlyList<Symbol> Symbols { get; init; }

    public required string SymbolsSource { get; init; }

    public required IReadOnlyList<StrategyChoice> Strategies { get; init; }

    /// <summary>The strategies that there are to choose from: CoinPilot's and those of the folder.</summary>
    public required IReadOnlyList<StrategyDescriptor> Kinds { get; init; }

    public required string StrategiesSource { get; init; }

    /// <summary>The file that was read; null where there is none.</summary>
    public required string? File { get; init; }

    public RiskLimits Limits => RiskParameters.All.Aggregate(
        RiskLimits.Default, (limits, p) => p.TrySet(limits, Values[$"risk.{p.Key}"].Text) ?? throw new InvalidOperationException($"{p.Key} was checked and is wrong"));

    public decimal NumberOf(Setting setting) => decimal.Parse(Values[setting.Path].Text, CultureInfo.InvariantCulture);

    /// <summary>Null where nobody says it.</summary>
    public string? TextOf(Setting setting) => Values.TryGetValue(setting.Path, out ConfigValue value) ? value.Text : null;
}

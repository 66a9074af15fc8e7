using System.Globalization;

namespace CoinPilot.Strategies;

/// <summary>The values of a strategy's parameters: what was given, defaults for the rest, all checked.</summary>
public sealed class StrategySettings
{
    private readonly SortedDictionary<string, decimal> _values = new(StringComparer.Ordinal);

    private StrategySettings()
    {
    }

    /// <summary>Every parameter with its value in force, by key.</summary>
    public IReadOnlyDictionary<string, decimal> Values => _values;

    /// <summary>Throws <see cref="StrategyConfigurationException"/> for an unknown key, a value that is no number or one out of range.</summary>
    public static StrategySettings Read(string strategy, IReadOnlyList<StrategyParameter> parameters, IReadOnlyDictionary<string, string> given)
    {
        foreach (string key in given.Keys)
        {
            if (!parameters.Any(p => p.Key == key))
                throw new StrategyConfigurationException(
                    $"strategy '{strategy}' has no parameter '{key}'; it has: {string.Join(", ", parameters.Select(p => p.Key))}");
        }
        StrategySettings settings = new();
        foreach (StrategyParameter parameter in parameters)
            settings._values[parameter.Key] = given.TryGetValue(parameter.Key, out string? text) ? Parse(strategy, parameter, text) : parameter.Default;
        return settings;
    }

    public decimal Number(string key) => _values[key];

    public int Whole(string key) => (int)_values[key];

    private static decimal Parse(string strategy, StrategyParameter parameter, string text)
    {
        string range = $"{parameter.Key} of '{strategy}' is a {(parameter.IsWhole ? "whole " : "")}number from {parameter.Minimum} to {parameter.Maximum}";
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value))
            throw new StrategyConfigurationException($"'{text}' is no number: {range}");
        if (value < parameter.Minimum || value > parameter.Maximum || (parameter.IsWhole && decimal.Truncate(value) != value))
            throw new StrategyConfigurationException($"{text} is out of range: {range}");
        return value;
    }
}

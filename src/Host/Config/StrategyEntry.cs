using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Config;

internal delegate List<(YamlScalar Key, YamlItem Value)> ReadKeys(YamlMapping mapping, IReadOnlyList<string> known, string prefix);

/// <summary>Reads an entry of the list of strategies.</summary>
internal static class StrategyEntry
{
    public const string Kind = "strategy";
    public const string Name = "name";
    public const string OnSymbols = "symbols";
    public const string Parameters = "parameters";

    public static IReadOnlyList<string> Keys { get; } = [Kind, Name, OnSymbols, Parameters];

    /// <summary>Null where something is wrong; it is reported where it stands.</summary>
    public static StrategyChoice? Read(
        IReadOnlyList<StrategyDescriptor> kinds, YamlItem entry, IReadOnlyDictionary<string, YamlItem> parts, ReadKeys keysOf, Func<YamlItem, List<Symbol>?> symbolsOf, Action<YamlItem, string> report)
    {
        string[] names = [.. kinds.Select(d => d.Name)];
        if (!parts.TryGetValue(Kind, out YamlItem? kind))
        {
            report(entry, $"'{Kind}' is missing: one of {string.Join(", ", names)}");
            return null;
        }
        string? called = (kind as YamlScalar)?.Text;
        if (kinds.FirstOrDefault(d => d.Name == called) is not { } descriptor)
        {
            report(kind, $"unknown strategy '{called}'; there are: {string.Join(", ", names)}{Nearest.Suggest(called ?? "", names)}");
            return null;
        }
        string? name = null;
        if (parts.TryGetValue(Name, out YamlItem? named) && !StrategyChoice.IsName(name = (named as YamlScalar)?.Text ?? ""))
        {
            report(named, $"name '{name}' is not 1 to {StrategyChoice.LongestName} small letters, digits and hyphens");
            return null;
        }
        Dictionary<string, string>? given = ParametersOf(parts.GetValueOrDefault(Parameters), descriptor, keysOf, report);
        if (given is null)
            return null;
        try
        {
            return descriptor.Choose(given) with { Label = name, Symbols = parts.TryGetValue(OnSymbols, out YamlItem? on) ? symbolsOf(on) : null };
        }
        catch (StrategyConfigurationException wrong)
        {
            report(parts.GetValueOrDefault(Parameters) ?? entry, wrong.Message);
            return null;
        }
    }

    // Each value is tried alone first, so that what is wrong is told where it stands.
    private static Dictionary<string, string>? ParametersOf(YamlItem? item, StrategyDescriptor descriptor, ReadKeys keysOf, Action<YamlItem, string> report)
    {
        Dictionary<string, string> given = new(StringComparer.Ordinal);
        if (item is null or YamlScalar { Text: "" })
            return given;
        if (item is not YamlMapping mapping)
        {
            report(item, "parameters are keys with values");
            return null;
        }
        bool good = true;
        foreach ((YamlScalar key, YamlItem value) in keysOf(mapping, [.. descriptor.Parameters.Select(p => p.Key)], $"{descriptor.Name}."))
        {
            given[key.Text] = (value as YamlScalar)?.Text ?? "";
            try
            {
                StrategySettings.Read(descriptor.Name, descriptor.Parameters, new Dictionary<string, string>(StringComparer.Ordinal) { [key.Text] = given[key.Text] });
            }
            catch (StrategyConfigurationException wrong)
            {
                report(value, wrong.Message);
                good = false;
            }
        }
        return good ? given : null;
    }
}

using System.CommandLine;
using System.Globalization;
using CoinPilot.App.Config;
using CoinPilot.Strategies;

namespace CoinPilot.App.Cli;

/// <summary>How the command line reads strategies: several by name, settings as <c>strategy.key=value</c>.</summary>
internal static class StrategyOptions
{
    /// <summary>The option that names the folder of the user's own strategies.</summary>
    public static Option<string?> Folder() => new("--strategies") { Description = Settings.StrategiesFolder.Meaning };

    /// <summary>What the option says, for <see cref="ConfigOptions.Values"/>.</summary>
    public static IReadOnlyList<(Setting Setting, string Option, string Text)> Said(string? folder) =>
        folder is null ? [] : [(Settings.StrategiesFolder, "--strategies", folder)];

    /// <summary>
    /// A name is that of one or more of the configuration's strategies, whose settings then hold where none is given, or one of <paramref name="kinds"/>.
    /// Throws <see cref="UsageException"/> for a setting of a strategy that was not chosen, and what the catalog throws.
    /// </summary>
    public static IReadOnlyList<StrategyChoice> Choose(
        IReadOnlyList<string> names, IEnumerable<string> settings, IReadOnlyList<StrategyChoice> configured, IReadOnlyList<StrategyDescriptor> kinds)
    {
        Dictionary<string, Dictionary<string, string>> byStrategy = names.Distinct(StringComparer.Ordinal)
            .ToDictionary(n => n, _ => new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach ((string key, string value) in CommandLine.Pairs("--set", settings))
        {
            int dot = key.IndexOf('.', StringComparison.Ordinal);
            string name = dot > 0 ? key[..dot] : "";
            if (!byStrategy.TryGetValue(name, out Dictionary<string, string>? given))
                throw new UsageException($"--set '{key}' names none of the strategies that run ({string.Join(", ", names)}): write strategy.key=value");
            given[key[(dot + 1)..]] = value;
        }
        return [.. byStrategy.SelectMany(s => Choose(s.Key, s.Value, configured, kinds))];
    }

    private static IEnumerable<StrategyChoice> Choose(
        string name, Dictionary<string, string> given, IReadOnlyList<StrategyChoice> configured, IReadOnlyList<StrategyDescriptor> kinds)
    {
        StrategyChoice[] named = [.. configured.Where(c => c.Name == name)];
        return named.Length > 0
            ? named.Select(c => c with { Settings = c.Descriptor.Choose(Over(c.Settings, given)).Settings })
            : [StrategyCatalog.Choose(kinds, name, given)];
    }

    private static Dictionary<string, string> Over(StrategySettings settings, Dictionary<string, string> given)
    {
        Dictionary<string, string> all = settings.Values.ToDictionary(v => v.Key, v => v.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
        foreach ((string key, string value) in given)
            all[key] = value;
        return all;
    }
}

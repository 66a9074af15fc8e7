using System.Globalization;
using CoinPilot.App.Config;
using CoinPilot.Strategies;

namespace CoinPilot.App.Cli;

/// <summary>How the command line reads strategies: several by name, settings as <c>strategy.key=value</c>.</summary>
internal static class StrategyOptions
{
    /// <summary>
    /// A name is one of the configuration's strategies, whose settings then hold where none is given, or one of the catalog's.
    /// Throws <see cref="UsageException"/> for a setting of a strategy that was not chosen, and what the catalog throws.
    /// </summary>
    public static IReadOnlyList<StrategyEntry> Choose(IReadOnlyList<string> names, IEnumerable<string> settings, IReadOnlyList<StrategyEntry> configured)
    {
        Dictionary<string, Dictionary<string, string>> byStrategy = names.Distinct(StringComparer.Ordinal)
            .ToDictionary(n => n, n => SettingsOf(n, configured), StringComparer.Ordinal);
        foreach ((string key, string value) in CommandLine.Pairs("--set", settings))
        {
            int dot = key.IndexOf('.', StringComparison.Ordinal);
            string name = dot > 0 ? key[..dot] : "";
            if (!byStrategy.TryGetValue(name, out Dictionary<string, string>? given))
                throw new UsageException($"--set '{key}' names none of the strategies that run ({string.Join(", ", names)}): write strategy.key=value");
            given[key[(dot + 1)..]] = value;
        }
        return [.. byStrategy.Select(s => Choose(s.Key, s.Value, configured))];
    }

    private static StrategyEntry Choose(string name, Dictionary<string, string> given, IReadOnlyList<StrategyEntry> configured) =>
        Find(name, configured) is { } entry
            ? entry with { Choice = StrategyCatalog.Choose(entry.Choice.Descriptor.Name, given) with { Label = entry.Choice.Label } }
            : new StrategyEntry(StrategyCatalog.Choose(name, given), null);

    private static Dictionary<string, string> SettingsOf(string name, IReadOnlyList<StrategyEntry> configured) =>
        Find(name, configured)?.Choice.Settings.Values.ToDictionary(v => v.Key, v => v.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal)
        ?? new Dictionary<string, string>(StringComparer.Ordinal);

    private static StrategyEntry? Find(string name, IReadOnlyList<StrategyEntry> configured) => configured.FirstOrDefault(s => s.Choice.Name == name);
}

using CoinPilot.Strategies;

namespace CoinPilot.App.Cli;

/// <summary>How <c>run</c> reads its strategies: several by name, settings as <c>strategy.key=value</c>.</summary>
internal static class StrategyOptions
{
    /// <summary>Throws <see cref="UsageException"/> for a setting of a strategy that was not chosen, and what the catalog throws.</summary>
    public static IReadOnlyList<StrategyChoice> Choose(IReadOnlyList<string> names, IEnumerable<string> settings)
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
        return [.. byStrategy.Select(s => StrategyCatalog.Choose(s.Key, s.Value))];
    }
}

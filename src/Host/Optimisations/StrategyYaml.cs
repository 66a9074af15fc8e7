using System.Globalization;
using System.Text;
using CoinPilot.Strategies;

namespace CoinPilot.App.Optimisations;

/// <summary>Strategies as the configuration file has them.</summary>
internal static class StrategyYaml
{
    /// <summary>The list of strategies; of each, the parameters that are not at their default and those in <paramref name="varied"/>, by <c>strategy.key</c>.</summary>
    public static string Of(IEnumerable<StrategyChoice> strategies, IReadOnlyCollection<string> varied)
    {
        StringBuilder text = new("strategies:\n");
        foreach (StrategyChoice choice in strategies)
        {
            text.Append($"  - strategy: {choice.Descriptor.Name}\n");
            if (choice.Label is { } name)
                text.Append($"    name: {name}\n");
            if (choice.Symbols is { } symbols)
                text.Append($"    symbols: [{string.Join(", ", symbols.Select(s => s.Code))}]\n");
            StrategyParameter[] told = [.. choice.Descriptor.Parameters.Where(p => choice.Settings.Number(p.Key) != p.Default || varied.Contains($"{choice.Name}.{p.Key}"))];
            if (told.Length > 0)
                text.Append("    parameters:\n");
            foreach (StrategyParameter parameter in told)
                text.Append($"      {parameter.Key}: {choice.Settings.Number(parameter.Key).ToString(CultureInfo.InvariantCulture)}\n");
        }
        return text.ToString();
    }
}

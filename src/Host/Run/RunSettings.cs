using CoinPilot.App.Config;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Run;

/// <summary>What <c>coinpilot run</c> was asked to do.</summary>
/// <param name="Exchange">The exchange to trade on; null starts a local one in this process.</param>
/// <param name="Speed">How much faster than real the local exchange's synthetic market runs.</param>
/// <param name="Seed">The synthetic market's seed.</param>
/// <param name="Port">The dashboard's port on loopback; 0 takes any free one.</param>
internal sealed record RunSettings(
    string DataFolder, Uri? Exchange, IReadOnlyList<Symbol> Symbols, IReadOnlyList<StrategyChoice> Strategies,
    RiskLimits Limits, double Speed, ulong Seed, Money Cash, int Port, string? KeyFile)
{
    /// <summary>The symbols of each strategy that does not run on all of them, by the strategy's name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Symbol>> OnlyOn { get; init; } = new Dictionary<string, IReadOnlyList<Symbol>>(StringComparer.Ordinal);

    /// <summary>Where all this was read, to be read again; null where it was not.</summary>
    public (ConfigSource Source, Configuration Read)? Configuration { get; init; }

    public static RunSettings Of(ConfigSource source, Configuration read) => new(
        read.TextOf(Config.Settings.Data)!, read.TextOf(Config.Settings.Address) is { } address ? new Uri(address) : null,
        read.Symbols, [.. read.Strategies.Select(s => s.Choice)], read.Limits, (double)read.NumberOf(Config.Settings.Speed),
        (ulong)read.NumberOf(Config.Settings.Seed), Money.Of(read.NumberOf(Config.Settings.Cash)), (int)read.NumberOf(Config.Settings.Port),
        read.TextOf(Config.Settings.KeysFile))
    {
        OnlyOn = read.Strategies.Where(s => s.Symbols is not null).ToDictionary(s => s.Choice.Name, s => s.Symbols!, StringComparer.Ordinal),
        Configuration = (source, read),
    };

    /// <summary>The strategies that run on a symbol.</summary>
    public IReadOnlyList<StrategyChoice> ChoicesOf(Symbol symbol) =>
        [.. Strategies.Where(s => !OnlyOn.TryGetValue(s.Name, out IReadOnlyList<Symbol>? on) || on.Contains(symbol))];
}

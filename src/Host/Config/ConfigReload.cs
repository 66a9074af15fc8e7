using CoinPilot.Actors.Trading;
using CoinPilot.Risk;
using CoinPilot.Strategies;

namespace CoinPilot.App.Config;

/// <summary>What a reload did: keys that are in force now, and keys whose change waits for a restart.</summary>
internal sealed record ReloadReport(IReadOnlyList<string> Changed, IReadOnlyList<string> Left);

/// <summary>Reads the configuration again and has a running system take over what it can.</summary>
/// <param name="adapted">The limits that the system started with: the configuration's, but for what its venue has otherwise.</param>
/// <param name="command">Journals the limits at the portfolio; nothing else is reloaded.</param>
internal sealed class ConfigReload(ConfigSource source, Configuration started, RiskLimits adapted, Func<IAccountCommand, Task> command)
{
    private Configuration? _reloaded;

    /// <summary>Throws <see cref="ConfigException"/> where the new configuration is wrong; nothing has changed then.</summary>
    public async Task<ReloadReport> RunAsync()
    {
        Configuration next = source.Load();
        await command(new ConfigureLimits(Adapt(next.Limits), $"reload of {next.File ?? "the configuration"}"));
        Configuration before = Interlocked.Exchange(ref _reloaded, next) ?? started;
        return Compare(before, started, next);
    }

    private RiskLimits Adapt(RiskLimits limits) => RiskParameters.All
        .Where(p => p.Read(adapted) != p.Read(started.Limits))
        .Aggregate(limits, (l, p) => p.Write(l, p.Read(adapted)));

    private static ReloadReport Compare(Configuration current, Configuration started, Configuration next)
    {
        List<string> changed = [], left = [];
        foreach (Setting setting in Settings.All)
        {
            string? before = (setting.IsReloadable ? current : started).TextOf(setting), after = next.TextOf(setting);
            if (before != after)
                (setting.IsReloadable ? changed : left).Add($"{setting.Path}: {before ?? "nothing"} -> {after ?? "nothing"}");
        }
        if (!started.Symbols.SequenceEqual(next.Symbols))
            left.Add(Settings.Symbols);
        if (!started.Strategies.Select(Describe).SequenceEqual(next.Strategies.Select(Describe)))
            left.Add(Settings.Strategies);
        return new ReloadReport(changed, left);
    }

    private static string Describe(StrategyChoice choice) =>
        $"{choice.Descriptor.Name} {choice.Name} {string.Join(",", choice.Settings.Values)} {string.Join(",", choice.Symbols ?? [])}";
}

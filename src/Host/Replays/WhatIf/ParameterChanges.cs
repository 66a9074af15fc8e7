using System.Globalization;
using CoinPilot.Actors.Trading;
using CoinPilot.App.Cli;
using CoinPilot.App.Config;
using CoinPilot.App.Run;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Replays.WhatIf;

/// <summary>What a replay is to do with other parameters: <c>strategy.key=value</c> and <c>risk.key=value</c>.</summary>
internal sealed class ParameterChanges
{
    private const string Risk = "risk";

    private readonly List<LimitSetting> _limits = [];
    private readonly List<(string Strategy, string Key, string Value)> _parameters = [];

    private ParameterChanges()
    {
    }

    /// <summary>Throws <see cref="UsageException"/> that names what none of the sessions has, with what was probably meant.</summary>
    public static ParameterChanges Read(IEnumerable<string> texts, IReadOnlyList<SessionSetup> sessions)
    {
        ParameterChanges changes = new();
        foreach ((string key, string value) in CommandLine.Pairs("--set", texts))
        {
            int dot = key.IndexOf('.', StringComparison.Ordinal);
            if (dot <= 0)
                throw new UsageException($"--set '{key}' is neither strategy.key=value nor {Risk}.key=value");
            if (key[..dot] == Risk)
                changes.AddLimit(key[(dot + 1)..], value);
            else
                changes.AddParameter(key[..dot], key[(dot + 1)..], value, sessions);
        }
        return changes;
    }

    /// <summary>The settings with the changes. Throws <see cref="StrategyConfigurationException"/> for a value that its strategy does not take.</summary>
    public RunSettings Apply(RunSettings settings) => settings with
    {
        Limits = Apply(settings.Limits),
        Strategies = [.. settings.Strategies.Select(s => s with { Settings = s.Descriptor.Choose(ParametersOf(s)).Settings })],
    };

    /// <summary>A recorded command as it is to be given now: changed limits stay changed.</summary>
    public object Apply(object command) => command switch
    {
        ConfigureLimits c => c with { Limits = Apply(c.Limits) },
        OverrideLimits o => o with { Settings = o.Settings.Without(s => _limits.Any(l => l.Key == s.Key)) },
        _ => command,
    };

    /// <summary>Puts the changed limits above those that an operator set by hand; null where none is changed.</summary>
    public OverrideLimits? Override => _limits.Where(l => RiskParameters.Find(l.Key)!.IsReloadable).ToArray() is { Length: > 0 } limits
        ? new OverrideLimits(ValueList<LimitSetting>.Of(limits), "replay --set")
        : null;

    private RiskLimits Apply(RiskLimits limits) => _limits.Aggregate(limits, static (l, s) => RiskParameters.Find(s.Key)!.TrySet(l, s.Value)!);

    private Dictionary<string, string> ParametersOf(StrategyChoice strategy)
    {
        Dictionary<string, string> parameters =
            strategy.Settings.Values.ToDictionary(v => v.Key, v => v.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
        foreach ((_, string key, string value) in _parameters.Where(p => p.Strategy == strategy.Name))
            parameters[key] = value;
        return parameters;
    }

    private void AddLimit(string key, string value)
    {
        if (RiskParameters.Find(key) is not { } parameter)
            throw new UsageException($"--set '{Risk}.{key}': there is no limit '{key}'{Nearest.Suggest(key, RiskParameters.All.Select(p => p.Key))}");
        if (parameter.TrySet(RiskLimits.Default, value) is null)
            throw new UsageException($"--set '{Risk}.{key}' is {parameter.Range}, not '{value}'");
        _limits.Add(new LimitSetting(key, value));
    }

    private void AddParameter(string strategy, string key, string value, IReadOnlyList<SessionSetup> sessions)
    {
        RecordedStrategy[] all = [.. sessions.SelectMany(s => s.Strategies)];
        if (all.FirstOrDefault(s => s.Name == strategy) is not { } known)
        {
            string[] names = [.. all.Select(s => s.Name).Append(Risk).Distinct()];
            throw new UsageException($"--set '{strategy}.{key}': no strategy '{strategy}' ran; there are: {string.Join(", ", names)}{Nearest.Suggest(strategy, names)}");
        }
        if (!known.Parameters.ContainsKey(key))
            throw new UsageException($"--set '{strategy}.{key}': '{strategy}' has no parameter '{key}'; it has: {string.Join(", ", known.Parameters.Keys)}{Nearest.Suggest(key, known.Parameters.Keys)}");
        _parameters.Add((strategy, key, value));
    }
}

using CoinPilot.Values;

namespace CoinPilot.Risk;

/// <summary>One limit and its value as text.</summary>
public readonly record struct LimitSetting(string Key, string Value)
{
    /// <summary>Every limit's value, in the order of <see cref="RiskParameters.All"/>.</summary>
    public static ValueList<LimitSetting> AllOf(RiskLimits limits) =>
        ValueList<LimitSetting>.Of(RiskParameters.All.Select(p => new LimitSetting(p.Key, p.Show(limits))));

    /// <summary>The limits that <see cref="AllOf"/> gave. Throws <see cref="FormatException"/> that names what this build does not know or finds out of range.</summary>
    public static RiskLimits LimitsOf(IEnumerable<LimitSetting> settings) => settings.Aggregate(
        RiskLimits.Default,
        static (limits, setting) => RiskParameters.Find(setting.Key)?.TrySet(limits, setting.Value)
            ?? throw new FormatException($"no limit '{setting.Key}' of '{setting.Value}'"));

    /// <summary>
    /// The limits with what may change while running set. What this build does not know, or finds out of range, is passed over: an old journal
    /// must not keep a new build from starting.
    /// </summary>
    public static RiskLimits Apply(RiskLimits limits, IEnumerable<LimitSetting> settings)
    {
        foreach (LimitSetting setting in settings)
        {
            if (RiskParameters.Find(setting.Key) is { IsReloadable: true } parameter)
                limits = parameter.TrySet(limits, setting.Value) ?? limits;
        }
        return limits;
    }
}

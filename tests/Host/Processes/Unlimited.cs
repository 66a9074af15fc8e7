using CoinPilot.Risk;

namespace CoinPilot.Tests.Processes;

/// <summary>The options of a run that trades as often as its strategies like: no limit on number, pace or loss.</summary>
internal static class Unlimited
{
    public static string[] Pace { get; } =
        ["--risk", .. LimitSetting.AllOf(RiskLimits.SizesOnly).Except(LimitSetting.AllOf(RiskLimits.Default)).Select(l => $"{l.Key}={l.Value}")];
}

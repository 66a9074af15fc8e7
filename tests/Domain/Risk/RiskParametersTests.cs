using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Tests.Risk;

public sealed class RiskParametersTests
{
    public static TheoryData<string> Keys => [.. RiskParameters.All.Select(p => p.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Parameter_SetToEitherEnd_ShowsItAndRefusesWhatIsBeyond(string key)
    {
        RiskParameter parameter = RiskParameters.Find(key)!;
        foreach (decimal end in (decimal[])[parameter.Minimum, parameter.Maximum])
        {
            RiskLimits set = parameter.Write(RiskLimits.Default, end);

            Assert.Equal(end, parameter.Read(set));
            Assert.Equal(set, parameter.TrySet(RiskLimits.Default, parameter.Show(set)));
        }
        Assert.Null(parameter.TrySet(RiskLimits.Default, "nonsense"));
        Assert.Null(parameter.TrySet(RiskLimits.Default, ""));
        if (parameter.Names.Count > 0)
            return;
        Assert.Null(parameter.TrySet(RiskLimits.Default, (parameter.Minimum - 1).ToString()));
        Assert.Null(parameter.TrySet(RiskLimits.Default, (parameter.Maximum + 1).ToString()));
        Assert.Equal(parameter.IsWhole, parameter.TrySet(RiskLimits.Default, (parameter.Minimum + 0.5m).ToString()) is null);
    }

    [Fact]
    public void Parameters_OfEveryLimit_AreThere()
    {
        // Each property of the limits is some parameter's: setting every parameter to another value changes every property.
        RiskLimits other = RiskLimits.Default;
        foreach (RiskParameter parameter in RiskParameters.All)
            other = parameter.Write(other, parameter.Read(other) == parameter.Maximum ? parameter.Minimum : parameter.Maximum);

        foreach (var property in typeof(RiskLimits).GetProperties().Where(p => p.GetMethod is { IsStatic: false } && p.CanWrite))
            Assert.False(Equals(property.GetValue(RiskLimits.Default), property.GetValue(other)), $"no parameter sets {property.Name}");
        Assert.Equal(RiskParameters.All.Count, RiskParameters.All.Select(p => p.Key).Distinct().Count());
    }

    [Fact]
    public void Settings_AppliedToOtherLimits_BringEverythingReloadable()
    {
        RiskLimits changed = RiskLimits.Default with { DailyEntries = 9, MaxPriceAge = TimeSpan.FromSeconds(7), Fee = new FeeRate(1) };

        RiskLimits applied = LimitSetting.Apply(RiskLimits.SizesOnly, LimitSetting.AllOf(changed));

        Assert.Equal(changed with { Fee = RiskLimits.SizesOnly.Fee }, applied);
        Assert.Equal(RiskLimits.Default, LimitSetting.Apply(RiskLimits.Default, [new("no_such_key", "1"), new("daily_entries", "-1")]));
    }
}

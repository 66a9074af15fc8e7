using CoinPilot.Strategies;
using CoinPilot.Tests.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Strategies;

/// <summary>Every exit of the mean reversion's table, on both sides of its figure, and the order in which they are tried.</summary>
public sealed class RegimeExitTests
{
    private static readonly StrategySettings Defaults = StrategyCatalog.Choose("mean-reversion", new Dictionary<string, string>()).Settings;

    [Theory]
    [InlineData("Bull", 9_700, 9_701)]
    [InlineData("Sideways", 9_600, 9_601)]
    [InlineData("Bear", 9_500, 9_501)]
    public void StopLoss_AtItsLevel_Leaves(string regime, int hit, int missed)
    {
        Assert.Equal(ExitRule.StopLoss, Try(regime, hit));
        Assert.Equal(ExitRule.None, Try(regime, missed));
    }

    [Theory]
    [InlineData("Bull", 20_000, 19_400, 19_401)]
    [InlineData("Sideways", 20_000, 19_500, 19_501)]
    [InlineData("Bear", 20_000, 19_600, 19_601)]
    [InlineData("Bull", 10_100, 9_797, 9_798)]
    public void TrailingStop_AtItsLevel_Leaves(string regime, int best, int hit, int missed)
    {
        Assert.Equal(ExitRule.TrailingStop, RegimeExit.OnPrice(Price.Of(hit), Held(regime, best), Rules(regime)));
        Assert.Equal(ExitRule.None, RegimeExit.OnPrice(Price.Of(missed), Held(regime, best), Rules(regime)));
    }

    [Theory]
    [InlineData("Bull")]
    [InlineData("Sideways")]
    [InlineData("Bear")]
    public void TrailingStop_BeforeOnePercentOfProfit_DoesNotHold(string regime)
    {
        Assert.Equal(ExitRule.None, Try(regime, 9_796, best: 10_099));
        Assert.Equal(ExitRule.TrailingStop, Try(regime, 9_796, best: 10_100));
    }

    [Theory]
    [InlineData("Bull", 10_500, 10_499)]
    [InlineData("Sideways", 10_300, 10_299)]
    [InlineData("Bear", 10_300, 10_299)]
    public void TakeProfit_AtItsLevel_Leaves(string regime, int hit, int missed)
    {
        Assert.Equal(ExitRule.TakeProfit, Try(regime, hit));
        Assert.Equal(ExitRule.None, Try(regime, missed));
    }

    [Theory]
    [InlineData("Bull", 75.01, 10_100, ExitRuleName.Strength)]
    [InlineData("Bull", 75, 10_100, ExitRuleName.None)]
    [InlineData("Bull", 75.01, 10_099, ExitRuleName.None)]
    [InlineData("Sideways", 70.01, 10_100, ExitRuleName.Strength)]
    [InlineData("Sideways", 70, 10_100, ExitRuleName.None)]
    [InlineData("Sideways", 70.01, 10_099, ExitRuleName.None)]
    [InlineData("Bear", 70.01, 10_050, ExitRuleName.Strength)]
    [InlineData("Bear", 70, 10_050, ExitRuleName.None)]
    [InlineData("Bear", 70.01, 10_049, ExitRuleName.None)]
    public void Strength_OfTheRsi_LeavesOnlyWithItsProfit(string regime, double rsi, int price, string rule) => Assert.Equal(rule, Try(regime, price, rsi).ToString());

    [Theory]
    [InlineData("Bull", 72)]
    [InlineData("Sideways", 48)]
    [InlineData("Bear", 24)]
    public void TimeLimit_WhenItHasPassed_Leaves(string regime, int hours)
    {
        TimeSpan limit = TimeSpan.FromHours(hours);

        Assert.Equal(ExitRule.TimeLimit, Try(regime, 10_000, open: limit));
        Assert.Equal(ExitRule.None, Try(regime, 10_000, open: limit - TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public void Exits_ThatHoldTogether_AreTriedInTheOrderOfTheTable()
    {
        TimeSpan late = TimeSpan.FromDays(30);

        Assert.Equal(ExitRule.StopLoss, Try("Bull", 9_000, 90, late, best: 20_000));
        Assert.Equal(ExitRule.TrailingStop, Try("Bull", 11_000, 90, late, best: 20_000));
        Assert.Equal(ExitRule.TakeProfit, Try("Bull", 11_000, 90, late, best: 11_000));
        Assert.Equal(ExitRule.Strength, Try("Bull", 10_200, 90, late, best: 10_200));
        Assert.Equal(ExitRule.TimeLimit, Try("Bull", 10_050, 90, late, best: 10_050));
    }

    [Fact]
    public void Strength_WithoutAnRsi_IsNoReasonToLeave() => Assert.Equal(
        ExitRule.None, RegimeExit.OnClose(new ExitMoment(Price.Of(10_200), Candles.At(1), null), Held("Bull", 10_200), Rules("Bull")));

    [Theory]
    [InlineData("Bull", "Bear", 300)]
    [InlineData("Bear", "Bull", 300)]
    [InlineData("Sideways", "Bear", 400)]
    [InlineData("Bear", "Sideways", 400)]
    public void Regime_ThatChanges_KeepsTheTighterStopAndTakesTheRest(string first, string then, int stop)
    {
        HeldPosition held = Held(first, 10_000).In(Rules(then));

        Assert.Equal((stop, Enum.Parse<Regime>(then)), (held.StopBps, held.Regime));
    }

    [Fact]
    public void Conditions_OfTheExitThatWasTaken_HoldWithTheirFigures()
    {
        ExitMoment now = new(Price.Of(11_000), Candles.At(0) + TimeSpan.FromHours(100), 90);
        HeldPosition held = Held("Bull", 20_000);

        Assert.All(RegimeExit.Conditions(ExitRule.TrailingStop, now, held, Rules("Bull")), c => Assert.True(c.Holds, c.ToString()));
        Assert.Equal(
            ["best price 20000 >= 10100", "price at the trailing stop 11000 <= 19400"],
            RegimeExit.Conditions(ExitRule.TrailingStop, now, held, Rules("Bull")).Select(c => c.ToString()));
        Assert.Equal(["hours open 100 >= 72"], RegimeExit.Conditions(ExitRule.TimeLimit, now, held, Rules("Bull")).Select(c => c.ToString()));
    }

    private static RegimeRules Rules(string regime) => RegimeRules.Read(Defaults, Enum.Parse<Regime>(regime));

    private static HeldPosition Held(string regime, int best) =>
        new(Candles.At(0), Price.Of(10_000), Price.Of(best), Rules(regime).StopBps, Enum.Parse<Regime>(regime));

    private static ExitRule Try(string regime, int price, double rsi = 50, TimeSpan open = default, int? best = null) => RegimeExit.OnClose(
        new ExitMoment(Price.Of(price), Candles.At(0) + open, rsi), Held(regime, best ?? 10_000), Rules(regime));

    private static class ExitRuleName
    {
        public const string None = nameof(ExitRule.None);
        public const string Strength = nameof(ExitRule.Strength);
    }
}

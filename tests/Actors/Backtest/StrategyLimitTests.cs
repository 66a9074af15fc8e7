using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Tests.Strategies;

namespace CoinPilot.Tests.Backtest;

/// <summary>How strategies trade under the limits that are in force unless configured otherwise, and under those that let one add to its position.</summary>
public sealed class StrategyLimitTests
{
    private static readonly RiskLimits Adding = RiskLimits.Default with { SecondEntry = SecondEntry.SameStrategy };

    public static TheoryData<string> Names => QuickSettings.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void DefaultLimits_InAnyStrategysBacktest_Hold(string strategy)
    {
        TestRun run = Run("default", strategy, RiskLimits.Default);
        LoggedOrder[] entries = [.. TradeLog.Orders(run).Where(o => o.Side == OrderSide.Buy)];

        Assert.NotEmpty(entries);
        Assert.All(entries.GroupBy(e => e.At.FloorTo(TimeSpan.FromDays(1))), day => Assert.InRange(day.Count(), 1, 6));
        Assert.All(entries.Zip(entries.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= TimeSpan.FromMinutes(29), $"{pair.First.At} {pair.Second.At}"));
        Assert.All(entries, e => Assert.True(e.Funds.ToDecimal() <= 0.21m * TestRun.Cash));
        Assert.Equal(1, MostBuysSinceASale(run));
    }

    [Fact]
    public void DefaultLimits_OfABusyStrategy_BiteEveryDay()
    {
        TestRun run = Run("default", "ma-cross", RiskLimits.Default);
        int[] days = [.. TradeLog.Orders(run).Where(o => o.Side == OrderSide.Buy).GroupBy(o => o.At.FloorTo(TimeSpan.FromDays(1))).Select(d => d.Count())];

        Assert.True(run.Result.Denied > 100, $"{run.Result.Denied} denials");
        Assert.Contains(6, days);
    }

    [Theory]
    [InlineData("turtle", 4)]
    [InlineData("grid", 2)]
    public void SameStrategyLimit_OfAStrategyThatAdds_LetsItsPositionGrow(string strategy, int units)
    {
        TestRun run = Run("same_strategy", strategy, Adding);

        Assert.InRange(MostBuysSinceASale(run), units, strategy == "turtle" ? 4 : 40);
        Assert.True(Run("default", strategy, RiskLimits.Default).Result.Denied > 0);
    }

    [Fact]
    public void SameStrategyLimit_OfTwoStrategies_LeavesTheSymbolToTheOneThatHoldsIt()
    {
        TestRun run = TestRun.Of([QuickSettings.Of("buy-and-hold"), QuickSettings.Of("turtle")], Adding, [Markets.Of("rising", 5)]);

        Assert.Equal("buy-and-hold", Assert.Single(run.Events.OfType<OrderIntended>()).Strategy);
        Assert.True(run.Result.Denied > 10, $"{run.Result.Denied} denials");
    }

    private static TestRun Run(string name, string strategy, RiskLimits limits)
    {
        Candle[] market = Markets.Of(strategy == "turtle" ? "rising" : "sideways", 10);
        TestRun run = TestRun.Of([QuickSettings.Of(strategy)], limits, [market]);
        GoldenFile.AssertLine("limits.txt", $"{name}/{strategy}", run);
        return run;
    }

    // How many purchases a position is made of at most.
    private static int MostBuysSinceASale(TestRun run)
    {
        int most = 0, buys = 0;
        foreach (LoggedOrder order in TradeLog.Filled(run))
            most = Math.Max(most, buys = order.Side == OrderSide.Buy ? buys + 1 : 0);
        return most;
    }
}

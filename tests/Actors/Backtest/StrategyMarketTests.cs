using CoinPilot.Orders;
using CoinPilot.Risk;
using CoinPilot.Strategies;

namespace CoinPilot.Tests.Backtest;

/// <summary>How each strategy trades in markets that rise, fall and go sideways, through the production actors: as its definition says, to the won.</summary>
public sealed class StrategyMarketTests
{
    private static readonly Dictionary<string, string> NoSettings = [];

    [Fact]
    public void Turtle_InARise_AddsFourUnitsHalfAnNApartAndWins()
    {
        TestRun run = Run("rising", "turtle", 120);
        IReadOnlyList<LoggedOrder> filled = TradeLog.Filled(run);
        LoggedOrder[] units = [.. filled.Take(4)];

        Assert.All(units, u => Assert.Equal(OrderSide.Buy, u.Side));
        Assert.StartsWith("system 1:", units[0].Reason, StringComparison.Ordinal);
        Assert.Equal(["unit 2 of 4", "unit 3 of 4", "unit 4 of 4"], units.Skip(1).Select(u => u.Reason[..11]));
        // Half an N is the same for all of them; the next trade after the level fills it.
        decimal[] steps = [.. units.Zip(units.Skip(1), (a, b) => b.Price - a.Price)];
        Assert.All(steps, s => Assert.InRange(s, steps.Min(), steps.Min() * 1.25m));
        Assert.True(run.Result.ReturnPercent > 5, $"{run.Result.ReturnPercent}");
        AssertNeverMoreThan(4, filled);
    }

    [Fact]
    public void Turtle_InAFall_NeverBuys() => Assert.Equal(0, Run("falling", "turtle", 120).Result.Orders);

    [Fact]
    public void Turtle_Sideways_IsStoppedOutOfItsBreakouts()
    {
        TestRun run = Run("sideways", "turtle", 120);
        IReadOnlyList<LoggedOrder> filled = TradeLog.Filled(run);

        Assert.NotEmpty(filled);
        Assert.All(filled.Where(o => o.Side == OrderSide.Sell), o => Assert.True(o.Reason.Contains("below", StringComparison.Ordinal), o.Reason));
        Assert.True(run.Result.ReturnPercent < 0, $"{run.Result.ReturnPercent}");
        AssertNeverMoreThan(4, filled);
    }

    [Theory]
    [InlineData("rising", 120, "Bull", "Bear")]
    [InlineData("sideways", 60, "Sideways", "Bull")]
    [InlineData("falling", 60, "Bear", "Bull")]
    public void MeanReversion_InEachMarket_TradesByItsRegimeAtTheSizeOfThat(string market, int days, string regime, string never)
    {
        IReadOnlyList<LoggedOrder> orders = TradeLog.Orders(Run(market, "mean-reversion", days));
        ILookup<string, LoggedOrder> entries = orders.Where(o => o.Side == OrderSide.Buy).ToLookup(o => o.Reason[..o.Reason.IndexOf(':')]);

        Assert.True(entries[regime].Count() >= 3, $"{entries[regime].Count()} entries in {regime}");
        Assert.Empty(entries[never]);
        foreach ((string name, decimal share) in new[] { ("Bull", 1m), ("Sideways", 0.9m), ("Bear", 0.7m) })
        {
            // The standard size is 20 % of the day's equity, which these trades move by less than a tenth.
            Assert.All(entries[name], e => Assert.InRange(e.Funds.ToDecimal() / (0.2m * TestRun.Cash), share * 0.9m, share * 1.11m));
        }
        AssertExitsKeepTheirPromise(orders);
    }

    [Fact]
    public void Grid_Sideways_BuysLowAndSellsTheNextLevelUp()
    {
        TestRun run = Run("sideways", "grid", 40);
        IReadOnlyList<LoggedOrder> filled = TradeLog.Filled(run);
        decimal[] levels = [.. filled.Select(o => o.Limit.ToDecimal()).Distinct().Order()];

        Assert.True(filled.Count(o => o.Side == OrderSide.Sell) > 20);
        Assert.All(filled, o => Assert.Equal(OrderType.Limit, o.Type));
        foreach (LoggedOrder sale in filled.Where(o => o.Side == OrderSide.Sell))
        {
            LoggedOrder bought = filled.Last(o => o.Side == OrderSide.Buy && o.Filled == sale.Filled && o.FilledAt <= sale.FilledAt && o.Limit < sale.Limit);
            Assert.Equal(sale.Limit.ToDecimal(), levels[Array.IndexOf(levels, bought.Limit.ToDecimal()) + 1]);
        }
        Assert.True(run.Result.ReturnPercent > 0.1, $"{run.Result.ReturnPercent}");
    }

    [Fact]
    public void Grid_InAFall_SellsAllAtItsStopAndEnds()
    {
        TestRun run = Run("falling", "grid", 40);
        IReadOnlyList<LoggedOrder> filled = TradeLog.Filled(run);
        LoggedOrder last = TradeLog.Orders(run)[^1];

        Assert.Equal((OrderSide.Sell, OrderType.Market), (last.Side, last.Type));
        Assert.Contains("the stop", last.Reason, StringComparison.Ordinal);
        Assert.Equal(Sum(filled, OrderSide.Buy), Sum(filled, OrderSide.Sell));
        Assert.Equal(run.Result.FinalCash, run.Result.FinalEquity);
        Assert.True(run.Result.ReturnPercent < 0, $"{run.Result.ReturnPercent}");
    }

    [Fact]
    public void Grid_InARise_HasNothingLeftToSell()
    {
        TestRun run = Run("rising", "grid", 40);
        IReadOnlyList<LoggedOrder> filled = TradeLog.Filled(run);

        Assert.NotEmpty(filled);
        Assert.Equal(Sum(filled, OrderSide.Buy), Sum(filled, OrderSide.Sell));
        Assert.True(run.Result.ReturnPercent >= 0, $"{run.Result.ReturnPercent}");
    }

    [Theory]
    [InlineData("rising")]
    [InlineData("falling")]
    [InlineData("sideways")]
    public void VolatilityBreakout_InAnyMarket_BuysOnceADayAndSellsAtTheNextOpen(string market)
    {
        IReadOnlyList<LoggedOrder> filled = TradeLog.Filled(Run(market, "volatility-breakout", 40));
        LoggedOrder[] buys = [.. filled.Where(o => o.Side == OrderSide.Buy)];

        Assert.True(buys.Length >= 2, $"{buys.Length} buys");
        Assert.Equal(buys.Length, buys.Select(b => b.Day).Distinct().Count());
        foreach ((LoggedOrder bought, LoggedOrder sold) in filled.Zip(filled.Skip(1)).Where(pair => pair.Second.Side == OrderSide.Sell))
            Assert.InRange(sold.FilledAt - bought.Day - TimeSpan.FromDays(1), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("rising", true)]
    [InlineData("falling", false)]
    public void BuyAndHold_InAnyMarket_HasOneTradeAndFollowsThePrice(string market, bool wins)
    {
        TestRun run = Run(market, "buy-and-hold", 40);

        Assert.Equal((1, 1), (run.Result.Orders, run.Result.Fills));
        Assert.Equal(wins, run.Result.ReturnPercent > 0);
    }

    [Theory]
    [InlineData("rising")]
    [InlineData("falling")]
    [InlineData("sideways")]
    public void MovingAverageCross_InAnyMarket_AlternatesBuysAndSales(string market)
    {
        IReadOnlyList<LoggedOrder> filled = TradeLog.Filled(Run(market, "ma-cross", 10));

        Assert.True(filled.Count > 50);
        Assert.All(filled.Index(), o => Assert.Equal(o.Index % 2 == 0 ? OrderSide.Buy : OrderSide.Sell, o.Item.Side));
    }

    // The golden line of every run that a test looks at is compared as well.
    private static TestRun Run(string market, string strategy, int days)
    {
        TestRun run = TestRun.Of([StrategyCatalog.Choose(strategy, NoSettings)], RiskLimits.SizesOnly, [Markets.Of(market, days)]);
        GoldenFile.AssertLine("markets.txt", $"{market}/{strategy}", run);
        return run;
    }

    private static decimal Sum(IEnumerable<LoggedOrder> orders, OrderSide side) => orders.Where(o => o.Side == side).Sum(o => o.Filled.ToDecimal());

    private static void AssertNeverMoreThan(int units, IEnumerable<LoggedOrder> filled)
    {
        int held = 0;
        foreach (LoggedOrder order in filled)
        {
            held = order.Side == OrderSide.Buy ? held + 1 : 0;
            Assert.InRange(held, 0, units);
        }
    }

    // A market order pays a tick and what its minute moves on: a fifth of a percent is enough for both.
    private static void AssertExitsKeepTheirPromise(IReadOnlyList<LoggedOrder> orders)
    {
        LoggedOrder? entry = null;
        foreach (LoggedOrder order in orders.Where(o => !o.Filled.IsZero))
        {
            if (order.Side == OrderSide.Buy)
            {
                entry = order;
                continue;
            }
            double percent = (double)(100 * (order.Price - entry!.Price) / entry.Price);
            string rule = order.Reason[..order.Reason.IndexOf(' ')];
            Assert.InRange(percent, rule == "StopLoss" ? -5.2 : rule == "TrailingStop" ? -2.4 : rule == "TakeProfit" ? 2.8 : rule == "Strength" ? 0.3 : -5.2, rule == "StopLoss" ? -2.8 : 5.5);
            if (rule == "TimeLimit")
                Assert.InRange(order.FilledAt - entry.FilledAt, TimeSpan.FromHours(24), TimeSpan.FromHours(72) + TimeSpan.FromMinutes(1));
        }
    }
}

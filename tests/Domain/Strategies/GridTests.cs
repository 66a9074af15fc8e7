using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Strategies;
using CoinPilot.Tests.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Strategies;

/// <summary>A grid of five levels from 1,000 to 1,400 that spends 100,000 a level and ends at 950.</summary>
public sealed class GridTests
{
    private static readonly (string Key, string Value)[] Hundreds = [("lower", "1000"), ("upper", "1400"), ("levels", "5"), ("order", "100000")];

    private readonly PaperDesk _desk = new(Create(Hundreds));
    private int _minute;

    [Fact]
    public void Price_InsideTheRange_RestsABuyAtEachLevelBelow()
    {
        Candle(1_250);

        Assert.Equal(["level-3 Buy 1200", "level-2 Buy 1100", "level-1 Buy 1000"], Orders(_desk));
        Assert.All(_desk.Wanted, w => Assert.Equal(Money.Of(100_000), w.Intent.Terms.Funds));
        Assert.Equal("level 3 of 5 at 1200 is below 1250 and empty", _desk.Reasons.First());
    }

    [Fact]
    public void Price_AtOrBelowALevel_RestsNoBuyThere()
    {
        Candle(1_200);
        Assert.Equal(["level-2 Buy 1100", "level-1 Buy 1000"], Orders(_desk));
    }

    [Fact]
    public void Price_AboveTheRange_HasABuyAtEachLevelButTheHighestAndNothingToSell()
    {
        Candle(2_000);
        Assert.Equal(["level-4 Buy 1300", "level-3 Buy 1200", "level-2 Buy 1100", "level-1 Buy 1000"], Orders(_desk));
    }

    [Fact]
    public void Price_BelowTheRangeBeforeItBegan_IsWaitedFor()
    {
        Candle(900);
        Assert.Empty(_desk.Wanted);
        Candle(1_050);
        Assert.Equal(["level-1 Buy 1000"], Orders(_desk));
    }

    [Fact]
    public void Level_ThatBought_SellsThatAtTheNextAndThenBuysAgain()
    {
        Candle(1_250);
        Tick(1_200);
        Assert.Equal(["level-2 Buy 1100", "level-1 Buy 1000", "level-4 Sell 1300"], Orders(_desk));
        Assert.Equal("83.33333333", _desk.Orders[^1].Quantity.ToString());

        Tick(1_300);

        Assert.Equal(["level-2 Buy 1100", "level-1 Buy 1000", "level-3 Buy 1200"], Orders(_desk));
        Assert.True(_desk.View.Held.IsZero);
    }

    [Fact]
    public void Price_ThatFallsThroughTheRange_FillsEachLevelOnceAndRestsASaleAboveEach()
    {
        Candle(1_250);
        foreach (int price in new[] { 1_200, 1_100, 1_000, 960 })
            Tick(price);

        Assert.Equal(["level-4 Sell 1300", "level-3 Sell 1200", "level-2 Sell 1100"], Orders(_desk));
        Candle(960);
        Assert.Equal(3, _desk.Orders.Count);
    }

    [Fact]
    public void Price_AtTheStop_WithdrawsAllSellsAllAndEndsTheGrid()
    {
        Candle(1_250);
        foreach (decimal price in new[] { 1_200, 1_100, 950.01m })
            Tick(price);
        Assert.True(_desk.View.IsLong);
        Tick(950);

        Assert.Empty(_desk.Orders);
        Assert.False(_desk.View.IsLong);
        Assert.Equal("950: the stop 950 below the grid was reached", _desk.Reasons.Last());
        Assert.Equal(["price at the stop 950 <= 950"], _desk.Wanted[^1].Intent.Conditions.Select(c => c.ToString()));
        int wanted = _desk.Wanted.Count;
        Candle(1_250);
        Candle(1_050);
        Assert.Equal(wanted, _desk.Wanted.Count);
    }

    [Fact]
    public void Stop_WhereTheSaleIsDenied_IsAskedForAgain()
    {
        Candle(1_250);
        Tick(1_200);
        _desk.Allows = static intent => intent.Kind != IntentKind.Exit;
        Tick(950);
        Tick(960);
        Assert.True(_desk.View.IsLong);
        _desk.Allows = static _ => true;
        Tick(1_250);

        Assert.False(_desk.View.IsLong);
    }

    [Fact]
    public void Level_ThatIsDenied_IsAskedForOnceAMinute()
    {
        _desk.Allows = static _ => false;
        Candle(1_250);
        Assert.Single(_desk.Wanted);
        Tick(1_251);
        Assert.Single(_desk.Wanted);
        Candle(1_250);
        Assert.Equal(2, _desk.Wanted.Count);

        _desk.Allows = static intent => intent.Terms.Tag != "level-3";
        Candle(1_250);
        _desk.Allows = static _ => true;
        Candle(1_250);

        Assert.Equal(["level-3 Buy 1200", "level-2 Buy 1100", "level-1 Buy 1000"], Orders(_desk));
    }

    [Fact]
    public void Orders_ThatSomebodyElseWithdrew_AreRestedAgain()
    {
        Candle(1_250);
        Tick(1_200);
        _desk.Cancel("level-4");
        _desk.Cancel("level-1");
        Candle(1_250);

        Assert.Equal(["level-1 Buy 1000", "level-2 Buy 1100", "level-4 Sell 1300"], Orders(_desk).Order());
    }

    [Fact]
    public void Orders_InAnyMarketWithRestarts_AreNeverTwoOfALevel() => Property.Holds(40, random =>
    {
        PaperDesk desk = new(Create([.. Hundreds, ("stop", "90")]));
        decimal price = 1_200;
        for (int i = 0; i < 400; i++)
        {
            price = Math.Clamp(price + random.Next(-60, 61), 300, 2_500);
            desk.Play(Candles.Flat(i, price));
            if (random.Next(30) == 0 && desk.Orders.Count > 0)
                desk.Cancel(desk.Orders[random.Next(desk.Orders.Count)].Tag);
            if (random.Next(40) == 0)
                desk = desk.RestartAs(Create([.. Hundreds, ("stop", "90")]));

            Assert.Equal(desk.Orders.Count, desk.Orders.Select(o => o.Tag).Distinct().Count());
            Assert.Equal(desk.Orders.Count, desk.Orders.Select(o => o.Price).Distinct().Count());
            Assert.True(desk.Orders.Where(o => o.Side == OrderSide.Sell).Aggregate(Quantity.Zero, (sum, o) => sum + o.Quantity) <= desk.View.Held);
        }
        // Far above the range everything is sold, at the upper level of its cell.
        desk.Play(Candles.Flat(400, 3_000));
        desk.Play(Candles.Flat(401, 3_000));
        Assert.True(desk.View.Held.IsZero);
        Assert.Equal(4, desk.Orders.Count);
    });

    [Fact]
    public void Restart_WithOrdersAndCoins_GoesOnWhereItWas()
    {
        Candle(1_250);
        Tick(1_200);
        Tick(1_100);
        PaperDesk again = _desk.RestartAs(Create(Hundreds));
        again.Play(Candles.Flat(50, 1_150));
        Assert.Empty(again.Wanted);

        again.Play(Candles.Flat(51, 1_200));

        Assert.Equal(["level-1 Buy 1000", "level-4 Sell 1300", "level-2 Buy 1100"], Orders(again));
    }

    [Fact]
    public void Restart_AfterTheEnd_DoesNotBeginAgainUnlessTheRangeChanged()
    {
        Candle(1_250);
        Tick(940);
        PaperDesk same = _desk.RestartAs(Create(Hundreds)), other = _desk.RestartAs(Create([.. Hundreds, ("levels", "3")]));
        same.Play(Candles.Flat(50, 1_250));
        other.Play(Candles.Flat(50, 1_250));

        Assert.Empty(same.Wanted);
        Assert.Equal(["level-2 Buy 1200", "level-1 Buy 1000"], Orders(other));
    }

    [Fact]
    public void Restart_WithAnotherRange_WithdrawsTheOldOrdersAndSellsTheOldCoins()
    {
        Candle(1_250);
        Tick(1_200);
        PaperDesk moved = _desk.RestartAs(Create([("lower", "1150"), ("upper", "1550"), ("levels", "5"), ("order", "100000")]));
        moved.Play(Candles.Flat(50, 1_260));
        Assert.Equal([IntentKind.Withdraw, IntentKind.Withdraw, IntentKind.Withdraw, IntentKind.Exit], moved.Kinds);
        Assert.Equal(["level-2 Sell 1250"], Orders(moved));
        moved.Play(Candles.Flat(51, 1_260));

        Assert.True(moved.View.Held.IsZero);
        Assert.Equal(["level-1 Buy 1150", "level-2 Buy 1250"], Orders(moved));
    }

    [Fact]
    public void Range_AroundThePrice_IsWhereItsFirstOrderRests()
    {
        PaperDesk desk = new(Create([("width", "10"), ("levels", "3"), ("order", "100000")])) { Allows = static _ => false };
        desk.Play(Candles.Flat(0, 2_000));
        desk.Allows = static _ => true;
        desk.Play(Candles.Flat(1, 1_000));
        Assert.Equal(["level-1 Buy 900"], Orders(desk));
        desk.Play(Candles.Flat(2, 1_050));

        Assert.Equal(["level-1 Buy 900", "level-2 Buy 1000"], Orders(desk));
    }

    private static Grid Create((string Key, string Value)[] settings) =>
        (Grid)StrategyCatalog.Choose("grid", settings.GroupBy(s => s.Key).ToDictionary(s => s.Key, s => s.Last().Value)).Create();

    private static IEnumerable<string> Orders(PaperDesk desk) => desk.Orders.Select(o => $"{o.Tag} {o.Side} {o.Price}");

    private void Candle(decimal price) => _desk.Play(Candles.Flat(_minute++, price));

    private void Tick(decimal price) =>
        _desk.Tick(new Trade(Candles.At(_minute), Price.Of(price), Quantity.Of(1), OrderSide.Buy, 0));
}

using CoinPilot.Strategies;
using CoinPilot.Tests.MarketData;

namespace CoinPilot.Tests.Strategies;

public sealed class BuyAndHoldTests
{
    [Fact]
    public void FirstCandle_ThatRiskAllows_BuysOnceAndHolds()
    {
        PaperDesk desk = new(Create()) { Allows = static _ => false };
        desk.Play(Candles.Flat(0, 100));
        desk.Allows = static _ => true;
        for (int minute = 1; minute < 100; minute++)
            desk.Play(Candles.Flat(minute, 100 + minute % 50));

        Assert.Equal(2, desk.Wanted.Count);
        Assert.Single(desk.Fills);
        Assert.Equal("nothing was bought yet; close 101", desk.Reasons.Last());
    }

    [Fact]
    public void Restart_AfterSomebodyElseSold_DoesNotBuyAgain()
    {
        BuyAndHold strategy = Create(), again = Create();
        StrategyFeed feed = new(strategy);
        Assert.NotNull(feed.OnCandle(Candles.Flat(0, 100), default));
        Assert.Null(feed.OnCandle(Candles.Flat(1, 100), Desk.Long(Candles.At(1))));
        Assert.Null(feed.OnCandle(Candles.Flat(2, 100), default));
        new StrategyFeed(again).Load(strategy.StateVersion, feed.Save());

        Assert.Null(again.OnCandle(Candles.Flat(3, 100), default));
    }

    [Fact]
    public void Size_InPercent_IsAShareOfTheStandardSize() =>
        Assert.Equal(0.25m, Create("25").OnCandle(Candles.Flat(0, 100), default)!.Terms.Share);

    private static BuyAndHold Create(string size = "100") =>
        (BuyAndHold)StrategyCatalog.Choose("buy-and-hold", new Dictionary<string, string> { ["size"] = size }).Create();
}

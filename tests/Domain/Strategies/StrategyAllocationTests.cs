using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Strategies;
using CoinPilot.Tests.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Strategies;

/// <summary>Candles and trades that decide nothing cost no allocation, flat or long.</summary>
public sealed class StrategyAllocationTests
{
    /// <summary>All runs together stay within a day, whose end is a decision for some.</summary>
    private const int Minutes = 50;

    public static TheoryData<string> Names => QuickSettings.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void QuietMarket_WhileFlat_AllocatesNothing(string name)
    {
        PaperDesk desk = new(QuickSettings.Of(name).Create()) { Allows = intent => name is "grid" or "buy-and-hold" };
        AssertQuiet(desk, desk.View);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void QuietMarket_WhileLong_AllocatesNothing(string name)
    {
        PaperDesk desk = new(QuickSettings.Of(name).Create());
        // The grid sells what it does not know at a level of its own: that is a decision.
        StrategyView held = name == "grid" ? default : new StrategyView(Quantity.Of(1), Price.Of(999), Candles.At(2_000));
        AssertQuiet(desk, held);
    }

    // Around a price that crosses nothing; bars close all the time.
    private static void AssertQuiet(PaperDesk desk, StrategyView view)
    {
        int minute = 0;
        for (; minute < 2_000; minute++)
            desk.Play(Candles.Flat(minute, 1_000));
        StrategyView now = view.IsLong ? view : desk.View;
        int intents = 0;

        long allocated = Allocation.BytesOfWarmRun(() =>
        {
            for (int i = 0; i < Minutes; i++, minute++)
            {
                Trade trade = new(Candles.At(minute), Price.Of(1_000), Quantity.Of(1), OrderSide.Buy, 0);
                intents += desk.Strategy.OnTick(trade, now) is null ? 0 : 1;
                intents += desk.Feed.OnCandle(Candles.Flat(minute, 1_000), now) is null ? 0 : 1;
            }
        });

        Assert.Equal((0, 0), (allocated, intents));
    }
}

using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Strategies;
using CoinPilot.Tests.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Strategies;

public sealed class VolatilityBreakoutTests
{
    private const int Day = 1440;

    [Fact]
    public void OnTick_PriceReachesTheTarget_EntersOnceADay()
    {
        Desk desk = AfterOneDay(high: 110, low: 100);

        desk.Trade(Second(Day, 1), 105);
        desk.Trade(Second(Day, 2), 109.99999999m);
        Assert.Empty(desk.Intents);
        desk.Trade(Second(Day, 3), 110);

        Assert.Equal([(Second(Day, 3), IntentKind.Enter)], desk.Intents);
        desk.View = default;
        desk.Trade(Second(Day, 4), 120);
        Assert.Single(desk.Intents);
    }

    [Fact]
    public void OnTick_Entry_ReasonNamesPriceTargetOpenAndRange()
    {
        VolatilityBreakout strategy = new(0.5m);
        FeedDay(strategy, 0, high: 110, low: 100);
        strategy.OnTick(TradeAt(Second(Day, 1), 105), default);

        Intent? intent = strategy.OnTick(TradeAt(Second(Day, 2), 111), default);

        Assert.Equal("price 111 passed 110 = open 105 + 0.5 x (110 - 100)", intent?.Reason);
    }

    [Fact]
    public void OnTick_AttemptThatWasNotGranted_IsNotRepeatedThatDayButTheNext()
    {
        VolatilityBreakout strategy = new(0.5m);
        FeedDay(strategy, 0, high: 110, low: 100);
        Assert.Null(strategy.OnTick(TradeAt(Second(Day, 1), 105), default));
        Assert.NotNull(strategy.OnTick(TradeAt(Second(Day, 2), 110), default));
        Assert.Null(strategy.OnTick(TradeAt(Second(Day, 3), 130), default));
        Assert.Null(strategy.OnTick(TradeAt(Second(Day + 1439, 0), 130), default));
        FeedDay(strategy, 1, high: 120, low: 100);

        Assert.Null(strategy.OnTick(TradeAt(Second(2 * Day, 0), 109), default));
        Assert.NotNull(strategy.OnTick(TradeAt(Second(2 * Day, 1), 119), default));
    }

    [Fact]
    public void OnCandle_WithoutTrades_EntersOnTheCandleWhoseHighReachesTheTarget()
    {
        Desk desk = AfterOneDay(high: 110, low: 100);

        desk.Candle(Candles.Of(Day, 105, 109, 104, 106));
        desk.Candle(Candles.Of(Day + 1, 106, 110, 106, 107));
        desk.Candle(Candles.Of(Day + 2, 107, 115, 107, 110));

        Assert.Equal([(Candles.At(Day + 1), IntentKind.Enter)], desk.Intents);
    }

    [Fact]
    public void OnCandle_FirstCandleOfTheDay_MayReachItsOwnTarget()
    {
        Desk desk = AfterOneDay(high: 110, low: 100);

        desk.Candle(Candles.Of(Day, 105, 110, 105, 109));

        Assert.Equal([(Candles.At(Day), IntentKind.Enter)], desk.Intents);
    }

    [Fact]
    public void OnTick_PositionOfYesterday_IsSoldAtTheNextOpenUntilItIsGone()
    {
        VolatilityBreakout strategy = new(0.5m);
        FeedDay(strategy, 0, high: 110, low: 100);
        StrategyView bought = Desk.Long(Candles.At(700));

        Assert.Null(strategy.OnTick(TradeAt(Second(1439, 59), 108), bought));
        Assert.Equal(IntentKind.Exit, strategy.OnTick(TradeAt(Second(Day, 0), 105), bought)?.Kind);
        Intent? again = strategy.OnTick(TradeAt(Second(Day, 5), 106), bought);

        Assert.Equal(IntentKind.Exit, again?.Kind);
        Assert.Equal("new day opened at 105, bought at 100", again?.Reason);
    }

    [Fact]
    public void OnTick_AfterTheExit_MayEnterOnTheSameDay()
    {
        Desk desk = AfterOneDay(high: 110, low: 100);
        desk.View = Desk.Long(Candles.At(700));

        desk.Trade(Second(Day, 0), 105);
        desk.Trade(Second(Day, 1), 111);

        Assert.Equal([(Second(Day, 0), IntentKind.Exit), (Second(Day, 1), IntentKind.Enter)], desk.Intents);
    }

    [Fact]
    public void State_AfterATickPassedTheTarget_LeavesNoSecondAttemptToANewInstance()
    {
        StrategyFeed first = new(new VolatilityBreakout(0.5m));
        StrategyFeed second = new(new VolatilityBreakout(0.5m));
        for (int minute = 0; minute < Day; minute++)
        {
            first.OnCandle(Candles.Of(minute, 105, 110, 100, 105), default);
            second.OnCandle(Candles.Of(minute, 105, 110, 100, 105), default);
        }
        Assert.Null(first.Strategy.OnTick(TradeAt(Second(Day, 1), 105), default));
        Assert.NotNull(first.Strategy.OnTick(TradeAt(Second(Day, 2), 111), default));
        second.Load(1, first.Save());

        Assert.Null(second.Strategy.OnTick(TradeAt(Second(Day, 3), 112), default));
        Assert.NotNull(second.Strategy.OnTick(TradeAt(Second(2 * Day, 1), 100), Desk.Long(Candles.At(Day))));
    }

    [Fact]
    public void OnTick_RestoredPositionOpenedToday_IsKept()
    {
        VolatilityBreakout strategy = new(0.5m);
        StrategyView restored = Desk.Long(Candles.At(Day));
        FeedDay(strategy, 0, high: 110, low: 100);

        Assert.Null(strategy.OnTick(TradeAt(Second(Day + 5, 0), 120), restored));
        Assert.Null(strategy.OnCandle(Candles.Of(Day + 5, 120, 130, 90, 91), restored));
        Assert.Equal(IntentKind.Exit, strategy.OnTick(TradeAt(Second(2 * Day, 0), 91), restored)?.Kind);
    }

    [Fact]
    public void OnTick_FirstDay_HasNoTarget()
    {
        Desk desk = new(new VolatilityBreakout(0.5m));

        desk.Trade(Second(0, 0), 100);
        desk.Trade(Second(1, 0), 1_000_000);

        Assert.Empty(desk.Intents);
    }

    [Fact]
    public void OnTick_NoCandleYesterday_HasNoTarget()
    {
        Desk desk = AfterOneDay(high: 110, low: 100);

        desk.Trade(Second(2 * Day, 0), 105);
        desk.Trade(Second(2 * Day, 1), 1_000_000);

        Assert.Empty(desk.Intents);
    }

    [Fact]
    public void OnCandle_LastMinuteComesAfterMidnightsFirstTrade_MovesTheTarget()
    {
        VolatilityBreakout strategy = new(0.5m);
        for (int i = 0; i < Day - 1; i++)
            strategy.OnCandle(Candles.Of(i, 100, 110, 100, 105), default);

        Assert.Null(strategy.OnTick(TradeAt(Second(Day, 0), 105), default));
        Assert.Null(strategy.OnCandle(Candles.Of(Day - 1, 105, 120, 105, 105), default));

        Assert.Null(strategy.OnTick(TradeAt(Second(Day, 1), 114), default));
        Assert.NotNull(strategy.OnTick(TradeAt(Second(Day, 2), 115), default));
    }

    [Fact]
    public void OnTick_BetweenMidnightAndTheLastMinutesCandle_UsesTheRangeSoFar()
    {
        VolatilityBreakout strategy = new(0.5m);
        for (int i = 0; i < Day - 1; i++)
            strategy.OnCandle(Candles.Of(i, 100, 110, 100, 105), default);

        Assert.Null(strategy.OnTick(TradeAt(Second(Day, 0), 105), default));

        Assert.NotNull(strategy.OnTick(TradeAt(Second(Day, 1), 110), default));
    }

    [Fact]
    public void OnTick_LateTradeOfYesterday_IsIgnored()
    {
        Desk desk = AfterOneDay(high: 110, low: 100);
        desk.Trade(Second(Day, 1), 105);

        desk.Trade(Second(1439, 59), 10_000);
        desk.Trade(Second(Day, 2), 109);

        Assert.Empty(desk.Intents);
    }

    [Fact]
    public void OnCandle_HistoryAfterTheFirstTrade_CorrectsTheDaysOpen()
    {
        VolatilityBreakout strategy = new(0.5m);
        Assert.Null(strategy.OnTick(TradeAt(Second(Day + 600, 0), 150), default));
        FeedDay(strategy, 0, high: 110, low: 100);
        for (int i = 0; i < 600; i++)
            strategy.OnCandle(Candles.Flat(Day + i, 145), default);

        Assert.Null(strategy.OnTick(TradeAt(Second(Day + 600, 1), 149), default));
        Intent? intent = strategy.OnTick(TradeAt(Second(Day + 600, 2), 150), default);

        Assert.Equal("price 150 passed 150 = open 145 + 0.5 x (110 - 100)", intent?.Reason);
    }

    [Fact]
    public void OnTick_LargestPrices_DoNotOverflowTheTarget()
    {
        VolatilityBreakout strategy = new(3m);
        FeedDay(strategy, 0, high: 10_000_000_000m, low: 1m);
        Assert.Null(strategy.OnTick(TradeAt(Second(Day, 0), 5_000_000_000m), default));

        Assert.Null(strategy.OnTick(TradeAt(Second(Day, 1), 10_000_000_000m), default));
        Assert.NotNull(strategy.OnTick(TradeAt(Second(Day, 2), 34_999_999_997m), default));
    }

    [Fact]
    public void WarmUpMinutes_OfHistory_AreEnoughForATarget()
    {
        VolatilityBreakout strategy = new(0.5m);
        Desk desk = new(strategy);
        int first = 700;
        for (int i = 0; i < strategy.WarmUpMinutes; i++)
            strategy.OnCandle(Candles.Of(first + i, 100, 100, 99, 100), default);

        desk.Trade(Second(first + strategy.WarmUpMinutes, 0), 200);

        Assert.Equal(IntentKind.Enter, Assert.Single(desk.Intents).Kind);
    }

    [Fact]
    public void OnCandleAndOnTrade_WithoutIntent_AllocateNothing()
    {
        VolatilityBreakout strategy = new(0.5m);
        int minute = 0, intents = 0;

        long allocated = Allocation.BytesOfWarmRun(() =>
        {
            for (int i = 0; i < 5_000; i++, minute++)
            {
                intents += strategy.OnTick(TradeAt(Second(minute, 30), 100), default) is null ? 0 : 1;
                intents += strategy.OnCandle(Candles.Of(minute, 100, 101, 90, 100), default) is null ? 0 : 1;
            }
        });

        Assert.Equal(0, allocated);
        Assert.Equal(0, intents);
    }

    private static Desk AfterOneDay(decimal high, decimal low)
    {
        VolatilityBreakout strategy = new(0.5m);
        FeedDay(strategy, 0, high, low);
        return new Desk(strategy);
    }

    private static void FeedDay(VolatilityBreakout strategy, int day, decimal high, decimal low)
    {
        for (int i = 0; i < Day; i++)
            strategy.OnCandle(Candles.Of(day * Day + i, low, high, low, low), default);
    }

    private static Timestamp Second(int minute, int second) => Candles.At(minute) + TimeSpan.FromSeconds(second);

    private static Trade TradeAt(Timestamp time, decimal price) => new(time, Price.Of(price), Quantity.Of(1), OrderSide.Buy, 0);
}

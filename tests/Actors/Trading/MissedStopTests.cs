using CoinPilot.Actors.Trading;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>Prices that nobody saw, because no process ran or the connection was lost: protective stops act on them, nothing else does.</summary>
public sealed class MissedStopTests
{
    private static readonly TimeSpan Away = TimeSpan.FromMinutes(10);

    [Fact]
    public void Stop_PassedAndComeBackWhileNoProcessRan_Fires()
    {
        PositionBench bench = Holding(Trigger.StopAt(Price.Of(95m)));
        Timestamp since = bench.Now;
        bench.Restart(Away);
        bench.Tell(new ResumeWatch(since, [At(since, 1, 100m, 101m, 94m, 100m)]));

        Assert.Equal(OrderSide.Sell, bench.Venue.Submits[^1].Side);
        Assert.Equal(Price.Of(94m), bench.Events.OfType<CoinPilot.Positions.OrderTriggered>().Single().Price);
        Assert.True(bench.Book.TotalQuantity.IsZero);
        int events = bench.Events.Count;
        bench.Restart(Away);
        bench.Tell(new ResumeWatch(since, [At(since, 1, 100m, 101m, 94m, 100m)]));
        Assert.Equal(events, bench.Events.Count);
    }

    [Fact]
    public void Stop_NotReachedMeanwhile_StaysArmedAndAddsNoEvent()
    {
        PositionBench bench = Holding(Trigger.StopAt(Price.Of(95m)));
        int events = bench.Events.Count;
        Timestamp since = bench.Now;
        bench.Restart(Away);
        bench.Tell(new ResumeWatch(since, [At(since, 1, 100m, 200m, 95.1m, 100m)]));

        Assert.Equal(OrderStatus.Armed, Assert.Single(bench.Book.WaitingOrders).Status);
        Assert.Equal(events, bench.Events.Count);
    }

    [Fact]
    public void Candle_ThatBeganBeforeTheLastChange_SaysNothingCertain()
    {
        PositionBench bench = Holding(Trigger.StopAt(Price.Of(95m)));
        Timestamp since = bench.Now;
        bench.Restart(Away);
        bench.Tell(new ResumeWatch(since, [PositionBench.CandleAt(since - TimeSpan.FromSeconds(1), 100m, 100m, 90m, 100m)]));

        Assert.Single(bench.Book.WaitingOrders);
    }

    [Theory]
    [InlineData(TriggerKind.TakeProfit, OrderSide.Sell, 105)]
    [InlineData(TriggerKind.Stop, OrderSide.Buy, 105)]
    [InlineData(TriggerKind.TakeProfit, OrderSide.Buy, 95)]
    public void TargetOrEntry_PassedMeanwhile_WaitsForAPriceOfNow(TriggerKind kind, OrderSide side, decimal level)
    {
        PositionBench bench = Holding(new Trigger(kind, Price.Of(level), 0), side);
        Timestamp since = bench.Now;
        bench.Restart(Away);
        int sent = bench.Venue.Submits.Count;
        bench.Tell(new ResumeWatch(since, [At(since, 1, 100m, 110m, 90m, 100m)]));

        Assert.Equal(sent, bench.Venue.Submits.Count);
        Assert.Equal(OrderStatus.Armed, Assert.Single(bench.Book.WaitingOrders).Status);
    }

    [Fact]
    public void TrailingStop_AfterMissedHighs_FollowsThemAndFiresOnALaterLow()
    {
        PositionBench bench = Holding(Trigger.Trailing(500));
        Timestamp since = bench.Now;
        bench.Restart(Away);
        // The first one's low may have come before its high.
        bench.Tell(new ResumeWatch(since, [At(since, 1, 100m, 120m, 99m, 118m), At(since, 2, 118m, 119m, 114.1m, 118m)]));
        Assert.Equal(Price.Of(120m), Assert.Single(bench.Book.WaitingOrders).Best);
        bench.Restart(Away);
        bench.Tell(new ResumeWatch(since, [At(since, 3, 118m, 119m, 114m, 118m)]));

        Assert.True(bench.Book.TotalQuantity.IsZero);
    }

    [Fact]
    public void TrailingStop_WhoseCandleClosedBelowItsNewLevel_Fires()
    {
        PositionBench bench = Holding(Trigger.Trailing(500));
        Timestamp since = bench.Now;
        bench.Restart(Away);
        bench.Tell(new ResumeWatch(since, [At(since, 1, 100m, 120m, 99m, 113m)]));

        Assert.True(bench.Book.TotalQuantity.IsZero);
    }

    [Fact]
    public void Stop_PassedWhileTheConnectionWasLost_FiresWhenTheCandleComes()
    {
        PositionBench bench = Holding(Trigger.StopAt(Price.Of(95m)));
        bench.Wait(180);
        bench.Minute(100m, 101m, 95.1m, 100m);
        Assert.Single(bench.Book.WaitingOrders);
        bench.Minute(100m, 101m, 94m, 100m);

        Assert.True(bench.Book.TotalQuantity.IsZero);
    }

    [Fact]
    public void Stop_PassedInABackfilledCandle_Fires()
    {
        PositionBench bench = Holding(Trigger.StopAt(Price.Of(95m)));
        Timestamp since = bench.Now;
        bench.Wait(600);
        bench.Tell(new WarmUp([At(since, 2, 100m, 101m, 94m, 100m)]));

        Assert.True(bench.Book.TotalQuantity.IsZero);
    }

    [Fact]
    public void Candle_InWhichTheStopMoved_IsNotHeldAgainstIt()
    {
        PositionBench bench = Holding(Trigger.Trailing(500));
        bench.Wait(60);
        bench.Trade(110m);
        bench.Wait(10);
        bench.Minute(100m, 110m, 99m, 109m);

        Assert.Equal(Price.Of(110m), Assert.Single(bench.Book.WaitingOrders).Best);
    }

    private static PositionBench Holding(Trigger trigger, OrderSide side = OrderSide.Sell)
    {
        PositionBench bench = new();
        bench.Hold(100m);
        bench.Arm(side == OrderSide.Sell ? PositionBench.Sell(100m) : PositionBench.Buy(), OrderConditions.None with { Trigger = trigger });
        Assert.Single(bench.Book.WaitingOrders);
        return bench;
    }

    private static Candle At(Timestamp since, int minutes, decimal open, decimal high, decimal low, decimal close) =>
        PositionBench.CandleAt(since + TimeSpan.FromMinutes(minutes), open, high, low, close);
}

using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>Orders that wait with the position actor for a price or a time, across crashes.</summary>
public sealed class WaitingOrderTests
{
    private static readonly OrderConditions Stop = OrderConditions.None with { Trigger = Trigger.StopAt(Price.Of(95m)), ReduceOnly = true };

    [Fact]
    public void Stop_WhenReached_IsJournaledAsTriggeredBeforeItIsSent()
    {
        PositionBench bench = Holding(100m);
        bench.Arm(PositionBench.Sell(100m), Stop);
        bench.Trade(95.1m);
        Assert.Single(bench.Venue.Submits);
        bench.Trade(95m);

        Assert.Equal(Quantity.Of(100m), bench.Venue.Submits[1].Quantity);
        Assert.Contains(bench.Venue.JournalAtDelivery[1], e => e is OrderTriggered);
        Assert.True(bench.Book.TotalQuantity.IsZero);
    }

    [Fact]
    public void Stop_AfterACrash_WatchesOnAndFiresOnce()
    {
        PositionBench bench = Holding(100m);
        bench.Arm(PositionBench.Sell(100m), Stop);
        bench.Restart(TimeSpan.FromMinutes(3));
        Assert.Equal(new SubscribeMarket(WantsTrades: true) { WantsLast = true }, bench.Market.Last<SubscribeMarket>());
        bench.Trade(90m);
        bench.Trade(90m);

        Assert.Equal(2, bench.Venue.Submits.Count);
        Assert.Equal(new SubscribeMarket(WantsTrades: false), bench.Market.Last<SubscribeMarket>());
    }

    [Fact]
    public void Stop_ThatFiredBeforeACrash_IsTheSameOrderAfterIt()
    {
        PositionBench bench = Holding(100m);
        bench.Arm(PositionBench.Sell(100m), Stop);
        bench.Venue.Script = _ => null;
        bench.Trade(95m);
        bench.Venue.Script = null;
        bench.Restart();
        bench.Wait(3);

        SubmitOrder[] sales = [.. bench.Venue.Submits.Where(s => s.Side == OrderSide.Sell)];
        Assert.Single(sales.Select(s => s.ClientOrderId).Distinct());
        Assert.True(bench.Book.TotalQuantity.IsZero);
        Assert.Single(bench.Events.OfType<OrderTriggered>());
    }

    [Fact]
    public void TrailingStop_AfterACrash_IsNotLooser()
    {
        PositionBench bench = Holding(100m);
        bench.Arm(PositionBench.Sell(100m), OrderConditions.None with { Trigger = Trigger.Trailing(1_000) });
        bench.Trade(120m);
        bench.Restart();
        bench.Trade(108.1m);
        Assert.Single(bench.Venue.Submits);
        bench.Trade(108m);

        Assert.Equal(2, bench.Venue.Submits.Count);
    }

    [Fact]
    public void Bracket_WhoseEntryFillsWhileWeAreDown_IsArmedWithTheFill()
    {
        PositionBench bench = new(static _ => null);
        bench.Arm(PositionBench.Buy(), OrderConditions.None with
        {
            Bracket = new Bracket(Trigger.StopAt(Price.Of(95m)), Price.None, Trigger.TakeProfitAt(Price.Of(110m)), TimeSpan.Zero),
        });
        SubmitOrder entry = bench.Venue.Submits[0];
        bench.Venue.Script = c => c.ClientOrderId == entry.ClientOrderId ? Reports.Filled(entry, Price.Of(100m)) : bench.Venue.Fill(c);
        bench.Restart();
        Assert.Equal(2, bench.Book.WaitingOrders.Count);
        bench.Trade(110m);
        bench.Trade(90m);

        Assert.Equal(2, bench.Venue.Submits.Count);
        Assert.Empty(bench.Book.WaitingOrders);
        Assert.True(bench.Book.TotalQuantity.IsZero);
    }

    [Fact]
    public void Deadline_OfARestingEntry_CancelsItAndIsKeptAcrossACrash()
    {
        PositionBench bench = new(c => c is SubmitOrder s ? Reports.Open(s) : null);
        bench.Arm(Limit(), OrderConditions.None with { ExpiresAt = bench.Now + TimeSpan.FromMinutes(5) });
        bench.Restart(TimeSpan.FromMinutes(2));
        bench.Wait(179);
        Assert.DoesNotContain(bench.Venue.Commands, c => c is CancelOrder);
        bench.Wait(2);

        Assert.Contains(bench.Venue.Commands, c => c is CancelOrder);
        Assert.Equal(CancelCause.Expired, bench.OpenOrder!.CancelReason);
    }

    [Fact]
    public void Cancel_ThatWasLost_IsAskedAgainUntilTheOrderEnds()
    {
        PositionBench bench = new(c => c is SubmitOrder s ? Reports.Open(s) : null);
        SubmitOrder order = bench.Place(Limit());
        bench.Tell(new ChangePosition(PositionBench.Strategy, new WithdrawOrders(PositionBench.Strategy, null, CancelCause.Strategy)));
        bench.Venue.Script = c => c is LookUpOrder ? Reports.Open(order) : c is CancelOrder ? new LookUpFailed(c.ClientOrderId, c.Symbol, "503") : null;
        bench.Restart();
        bench.Wait(40);
        Assert.InRange(bench.Venue.Commands.OfType<CancelOrder>().Count(), 3, 12);
        bench.Tell(Reports.Closed(order));

        Assert.Null(bench.OpenOrder);
        int cancels = bench.Venue.Commands.OfType<CancelOrder>().Count();
        bench.Wait(120);
        Assert.Equal(cancels, bench.Venue.Commands.OfType<CancelOrder>().Count());
    }

    [Fact]
    public void BuyStop_WhenItFires_AsksThePortfolioAndObeysItsWord()
    {
        PositionBench bench = new();
        bench.Arm(PositionBench.Buy(), OrderConditions.None with { Trigger = Trigger.StopAt(Price.Of(105m)) });
        bench.Trade(106m);
        ReserveExposure asked = bench.Portfolio.Last<ReserveExposure>();
        Assert.Empty(bench.Venue.Submits);
        Assert.Equal(Money.Of(10_000m), asked.Funds);
        bench.Tell(new ExposureReserved(asked.ReservationId, Money.Of(10_000m)));
        bench.Tell(new ExposureReserved(asked.ReservationId, Money.Of(10_000m)));

        Assert.Single(bench.Venue.Submits);
        Assert.Equal(asked.ReservationId, bench.Portfolio.Last<PositionSummary>().SettledReservation);
    }

    [Fact]
    public void BuyStop_ThatFiredLongBeforeARestart_IsNotBought()
    {
        PositionBench bench = new();
        bench.Arm(PositionBench.Buy(), OrderConditions.None with { Trigger = Trigger.StopAt(Price.Of(105m)) });
        bench.Trade(106m);
        bench.Restart(TimeSpan.FromMinutes(2));

        Assert.Empty(bench.Book.WaitingOrders);
        Assert.Empty(bench.Venue.Submits);
    }

    [Fact]
    public void BuyStop_Denied_Ends()
    {
        PositionBench bench = new();
        bench.Arm(PositionBench.Buy(), OrderConditions.None with { Trigger = Trigger.StopAt(Price.Of(105m)) });
        bench.Trade(106m);
        bench.Tell(new ExposureDenied(bench.Portfolio.Last<ReserveExposure>().ReservationId, new Denial(RiskCode.KillSwitch, "on")));

        Assert.Empty(bench.Book.WaitingOrders);
        Assert.Contains(RiskCode.KillSwitch, bench.Events.OfType<OrderCancelRequested>().Single().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Amend_OfARestingOrder_ReplacesItAtTheVenueInOneRequest()
    {
        PositionBench bench = new(c => c is SubmitOrder s ? Reports.Open(s) : null);
        bench.Arm(Limit(), OrderConditions.None with { Tag = "t" });
        bench.Tell(new ChangePosition(PositionBench.Strategy, new AmendOrder(PositionBench.Strategy, "t", Price.Of(89m))));

        SubmitReplacement replace = Assert.IsType<SubmitReplacement>(bench.Venue.Commands[^1]);
        Assert.Equal((bench.Venue.Submits[0].ClientOrderId, Price.Of(89m), Quantity.Of(10m)), (replace.Replaced, replace.Price, replace.Quantity));
        bench.Tell(Reports.Closed(bench.Venue.Submits[0]));
        Assert.Equal(replace.ClientOrderId, bench.OpenOrder!.Id);
    }

    [Fact]
    public void Amend_LostOnItsWay_IsSentAsAnOrderOfItsOwnOnceTheOldHasEnded()
    {
        PositionBench bench = new(c => c is SubmitOrder s ? Reports.Open(s) : null);
        bench.Arm(Limit(), OrderConditions.None with { Tag = "t" });
        SubmitOrder old = bench.Venue.Submits[0];
        bench.Tell(new ChangePosition(PositionBench.Strategy, new AmendOrder(PositionBench.Strategy, "t", Price.Of(89m))));
        ClientOrderId next = bench.Venue.Commands[^1].ClientOrderId;
        bench.Venue.Script = c => c is LookUpOrder && c.ClientOrderId == old.ClientOrderId ? Reports.Closed(old)
            : c is LookUpOrder ? new OrderNotFound(c.ClientOrderId, c.Symbol)
            : c is SubmitOrder s ? Reports.Open(s) : null;
        bench.Restart();
        bench.Wait(5);

        Assert.Equal([old.ClientOrderId, next], bench.Venue.Submits.Select(s => s.ClientOrderId));
        Assert.Equal((next, OrderStatus.Open), (bench.OpenOrder!.Id, bench.OpenOrder.Status));
    }

    [Fact]
    public void Fill_OfAnOrderGivenUp_IsBookedWhenItArrives()
    {
        PositionBench bench = new(static c => c is SubmitOrder ? null : new OrderNotFound(c.ClientOrderId, c.Symbol));
        SubmitOrder order = bench.Place(PositionBench.Buy());
        bench.Tell(new AbandonStrategy(PositionBench.Strategy));
        bench.Wait(180);
        Assert.Null(bench.OpenOrder);
        bench.Restart();
        bench.Tell(Reports.Filled(order, Price.Of(100m)));
        bench.Tell(Reports.Filled(order, Price.Of(100m)));

        Assert.Equal(Quantity.Of(100m), bench.Book.TotalQuantity);
        Assert.Single(bench.Events.OfType<OrderReopened>());
    }

    private static IntendOrder Limit() => PositionBench.Buy() with
    {
        Type = OrderType.Limit, Funds = Money.Zero, Quantity = Quantity.Of(10m), Price = Price.Of(90m),
    };

    private static PositionBench Holding(decimal quantity)
    {
        PositionBench bench = new();
        bench.Hold(quantity);
        Assert.Equal(Quantity.Of(quantity), bench.Book.TotalQuantity);
        return bench;
    }
}

using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

public sealed class PositionJournalingTests
{
    [Fact]
    public void Submit_WhenItLeaves_ItsIntentIsJournaledAlready()
    {
        PositionBench bench = new(static _ => null);
        SubmitOrder submitted = bench.Place(PositionBench.Buy());

        Assert.Collection(bench.Venue.JournalAtDelivery.Single(),
            e => Assert.Equal(submitted.ClientOrderId, Assert.IsType<OrderIntended>(e).ClientOrderId),
            e => Assert.Equal(submitted.ClientOrderId, Assert.IsType<OrderSubmitted>(e).ClientOrderId));
    }

    [Fact]
    public void Submit_Always_CarriesWhatWasIntendedAndADerivedId()
    {
        PositionBench bench = new(static _ => null);

        Assert.Equal(
            new SubmitOrder(
                new ClientOrderId("j1-KRW-BTC-s-000001"), PositionBench.Symbol, OrderSide.Buy, OrderType.Market, TimeInForce.Gtc,
                Quantity.Zero, Price.None, Money.Of(10_000m)),
            bench.Place(PositionBench.Buy()));
    }

    [Fact]
    public void Fill_WhenDurable_ReachesPortfolioStrategyAndObserver()
    {
        PositionBench bench = new();
        bench.Place(PositionBench.Buy(), "r1");

        PositionSummary settled = bench.Portfolio.Of<PositionSummary>().First(s => s.SettledReservation == "r1");
        Assert.Equal((2, Money.Of(10_005m)), (settled.Sequence, settled.Committed));
        PositionSummary last = bench.Portfolio.Last<PositionSummary>();
        Assert.Equal((5, Money.Of(-10_005m), Money.Zero), (last.Sequence, last.CashFlow, last.Committed));
        StrategyPosition told = bench.StrategyProbe.Last<StrategyPosition>();
        Assert.Equal((Quantity.Of(100m), Price.Of(100m), false), (told.View.Held, told.View.AverageCost, told.HasOpenOrder));
        Assert.Equal(bench.Events, bench.Observer.Of<PositionChanged>().SelectMany(c => c.Events));
        Assert.Equal(5, bench.Observer.Last<PositionChanged>().Sequence);
    }

    [Fact]
    public void Heartbeat_OfAHoldingThatFollowedAnother_TellsNoPriceOfTheFirst()
    {
        PositionBench bench = new();
        bench.Hold(100m);
        bench.Minute(100m, 105m, 95m, 102m);
        bench.Wait(5);
        Assert.Equal(Price.Of(102m), bench.Portfolio.Last<PositionSummary>().Mark);

        bench.Place(PositionBench.Sell(100m));
        bench.Hold(100m);
        bench.Wait(5);

        Assert.False(bench.Portfolio.Last<PositionSummary>().Mark.IsSet);
    }

    [Fact]
    public void Report_Repeated_AddsNoEventAndSendsNothing()
    {
        PositionBench bench = new(static _ => null);
        SubmitOrder order = bench.Place(PositionBench.Buy());
        bench.Tell(Reports.Open(order, Reports.Fill("t1", 40m)));
        int events = bench.Events.Count;
        for (int i = 0; i < 3; i++)
            bench.Tell(Reports.Open(order, Reports.Fill("t1", 40m)));
        bench.Wait(20);

        Assert.Equal(events, bench.Events.Count);
        Assert.Single(bench.Venue.Submits);
        Assert.Equal(Quantity.Of(40m), bench.Book.TotalQuantity);
    }

    [Fact]
    public void Report_AfterTheOrderClosed_AddsNoEventAndSendsNothing()
    {
        PositionBench bench = new();
        SubmitOrder order = bench.Place(PositionBench.Buy());
        int events = bench.Events.Count;
        bench.Tell(Reports.Open(order));
        bench.Tell(Reports.Filled(order, Price.Of(100m)));
        bench.Tell(new SubmitAmbiguous(order.ClientOrderId, order.Symbol, "late"));
        bench.Tell(new SubmitNotSent(order.ClientOrderId, order.Symbol, "late"));
        bench.Tell(new OrderNotFound(order.ClientOrderId, order.Symbol));
        bench.Tell(new SubmitRejected(order.ClientOrderId, order.Symbol, "late", "late"));
        bench.Wait(120);

        Assert.Equal(events, bench.Events.Count);
        Assert.Single(bench.Venue.Commands);
    }

    [Fact]
    public void Report_OutOfOrder_IsBookedOnceWhole()
    {
        PositionBench bench = new(static _ => null);
        SubmitOrder order = bench.Place(PositionBench.Buy());
        bench.Tell(Reports.Open(order, Reports.Fill("t2", 60m)));
        bench.Tell(Reports.Open(order));
        bench.Tell(Reports.Closed(order, Reports.Fill("t1", 40m), Reports.Fill("t2", 60m)));

        Assert.Null(bench.OpenOrder);
        Assert.Equal(Quantity.Of(100m), bench.Book.TotalQuantity);
        Assert.Equal("OrderIntended OrderSubmitted OrderAccepted OrderExecuted OrderExecuted OrderFilled", bench.EventNames);
    }

    [Fact]
    public void Rejection_ByTheVenue_ClosesTheOrderAndKeepsItsCode()
    {
        PositionBench bench = new(static c => new SubmitRejected(c.ClientOrderId, c.Symbol, "insufficient_funds_bid", "no money"));
        SubmitOrder order = bench.Place(PositionBench.Buy());

        Assert.Equal(new OrderRejected(order.ClientOrderId, "insufficient_funds_bid", "no money"), bench.Events[^1]);
        Assert.Equal(Money.Zero, bench.Portfolio.Last<PositionSummary>().Committed);
        Assert.False(bench.StrategyProbe.Last<StrategyPosition>().HasOpenOrder);
    }

    [Fact]
    public void Rejection_OfAnOrderTheVenueHas_ChangesNothing()
    {
        PositionBench bench = new(static _ => null);
        SubmitOrder order = bench.Place(PositionBench.Buy());
        bench.Tell(Reports.Open(order));
        int events = bench.Events.Count;
        bench.Tell(new SubmitRejected(order.ClientOrderId, order.Symbol, "duplicated_identifier", "late answer to a resend"));

        Assert.Equal(events, bench.Events.Count);
        Assert.Equal(OrderStatus.Open, bench.OpenOrder!.Status);
    }

    [Fact]
    public void PlaceOrder_WithoutAnAccount_IsRefusedAndReleasesItsReservation()
    {
        PositionBench bench = new(hasAccount: false);
        bench.Tell(new PlaceOrder("r1", Reports.Time, PositionBench.Buy()));

        Assert.Equal("POSITION_NO_ACCOUNT", bench.StrategyProbe.Last<OrderDenied>().Code);
        Assert.Equal("r1", bench.Portfolio.Last<ReleaseExposure>().ReservationId);
        Assert.Empty(bench.Events);
        Assert.Empty(bench.Venue.Commands);
    }

    [Fact]
    public void PlaceOrder_AllowedLongAgo_IsRefused()
    {
        PositionBench bench = new();
        bench.Tell(new PlaceOrder("r1", Reports.Time - TimeSpan.FromSeconds(61), PositionBench.Buy()));

        Assert.Equal("POSITION_PERMISSION_EXPIRED", bench.StrategyProbe.Last<OrderDenied>().Code);
        Assert.Equal("r1", bench.Portfolio.Last<ReleaseExposure>().ReservationId);
        Assert.Empty(bench.Events);
    }

    [Fact]
    public void Sell_OfMoreThanIsHeldAndNotYetOffered_IsRefused()
    {
        PositionBench bench = new();
        bench.Place(PositionBench.Buy());
        bench.Venue.Script = static _ => null;
        bench.Place(PositionBench.Sell(60m));
        bench.Tell(new PlaceOrder("", Reports.Time, PositionBench.Sell(41m)));

        Assert.Equal(PositionDecider.NothingToSell, bench.StrategyProbe.Last<OrderDenied>().Code);
        Assert.Equal(2, bench.Venue.Submits.Count);
    }

    [Fact]
    public void PlaceOrder_WhileAnExitOfItsStrategyIsOpen_IsRefusedAndTheStrategyWaitsAgain()
    {
        PositionBench bench = new();
        bench.Place(PositionBench.Buy());
        bench.Venue.Script = static _ => null;
        bench.Place(PositionBench.Sell(60m));
        bench.Tell(new PlaceOrder("r2", Reports.Time, PositionBench.Buy()));

        Assert.Equal(PositionDecider.OrderOpen, bench.StrategyProbe.Last<OrderDenied>().Code);
        Assert.True(Assert.IsType<StrategyPosition>(bench.StrategyProbe.Messages[^1]).HasOpenOrder);
        Assert.Equal("r2", bench.Portfolio.Last<ReleaseExposure>().ReservationId);
        Assert.Single(bench.Book.OpenOrders);
    }

    [Fact]
    public void PositionActor_RestartedBySupervision_StillPlacesOrders()
    {
        PositionBench bench = new();
        bench.Place(PositionBench.Buy());
        bench.Fail();
        bench.Place(PositionBench.Sell(100m));

        Assert.Equal(1, bench.Counters.Restarts);
        Assert.Equal(2, bench.Venue.Submits.Count);
        Assert.True(bench.Book.TotalQuantity.IsZero);
    }
}

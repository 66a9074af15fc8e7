using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;
using static CoinPilot.Tests.Positions.Journal;

namespace CoinPilot.Tests.Positions;

/// <summary>Stops, targets, brackets and groups: what the venue does not have, done here. The strategy holds 10, bought at 100.</summary>
public sealed class WaitingOrderTests
{
    private readonly Journal _journal = new();

    public WaitingOrderTests()
    {
        _journal.At = Context with { MinOrder = Money.Of(100), MaxOrder = Money.Of(100_000) };
        _journal.Buy(10, 100);
    }

    private Order Waits => Assert.Single(_journal.Book.WaitingOrders);

    private Order Open => Assert.Single(_journal.Book.OpenOrders);

    [Fact]
    public void Stop_WhenThePriceReachesIt_IsJournaledAsTriggeredAndThenSent()
    {
        ClientOrderId id = _journal.Intend(Waiting(MarketSell(10), Trigger.StopAt(Price.Of(95))));
        Assert.Equal(OrderStatus.Armed, Waits.Status);
        Assert.Empty(_journal.PriceIs(95.1m).Events);

        Assert.Equal(["OrderTriggered", "OrderSubmitted"], NamesOf(_journal.PriceIs(95)));
        Assert.Equal((id, OrderStatus.Submitted, Quantity.Of(10)), (Open.Id, Open.Status, Open.Quantity));
        Assert.Empty(_journal.PriceIs(90).Events);
    }

    [Fact]
    public void StopLimit_ThatDoesNotFill_IsWithdrawnAndSoldAtMarketForTheRest()
    {
        IntendOrder stop = Waiting(Limit(OrderSide.Sell, 10, 94), Trigger.StopAt(Price.Of(95)));
        ClientOrderId id = _journal.Intend(stop with { Conditions = stop.Conditions with { EscalatesAfter = TimeSpan.FromSeconds(30) } });
        _journal.PriceIs(95);
        _journal.Tell(Report(id, closed: false, 4, Fill("f1", 94, 4)));
        Assert.Equal(Now + TimeSpan.FromSeconds(30), PositionDecider.NextDeadline(_journal.Book));
        Assert.Empty(_journal.Wait(TimeSpan.FromSeconds(29)).Events);

        Assert.Equal(CancelCause.Escalated, Assert.IsType<OrderCancelRequested>(Assert.Single(_journal.Wait(TimeSpan.FromSeconds(1)).Events)).Reason);
        Assert.Empty(_journal.Wait(TimeSpan.FromSeconds(60)).Events);
        Decision end = _journal.Tell(Report(id, closed: true, 5, Fill("f2", 94, 1)));

        Assert.Equal("OrderExecuted OrderCancelled OrderIntended OrderSubmitted", string.Join(' ', NamesOf(end).Where(n => n != nameof(OrderConditioned))));
        Assert.Equal((OrderType.Market, Quantity.Of(5)), (Open.Type, Open.Quantity));
    }

    [Fact]
    public void Escalation_OfAnOrderThatFilledMeanwhile_SellsNothingMore()
    {
        IntendOrder stop = Waiting(Limit(OrderSide.Sell, 10, 94), Trigger.StopAt(Price.Of(95)));
        ClientOrderId id = _journal.Intend(stop with { Conditions = stop.Conditions with { EscalatesAfter = TimeSpan.FromSeconds(30) } });
        _journal.PriceIs(95);
        _journal.Wait(TimeSpan.FromSeconds(30));
        _journal.Tell(Report(id, closed: true, 10, Fill("f1", 94, 10)));

        Assert.Empty(_journal.Book.OpenOrders);
        Assert.True(_journal.Book.TotalQuantity.IsZero);
    }

    [Fact]
    public void TrailingStop_AfterARestart_StandsWhereItWasJournaled()
    {
        _journal.Intend(Waiting(MarketSell(10), Trigger.Trailing(1_000)));
        Assert.Equal(Price.Of(100), Waits.Best);
        Assert.Empty(_journal.PriceIs(100.9m).Events);
        Assert.IsType<TrailAdvanced>(Assert.Single(_journal.PriceIs(110).Events));
        PositionBook replayed = _journal.Events.Aggregate(PositionBook.Empty(Bitcoin), PositionFold.Apply);

        Assert.Equal(Price.Of(110), Assert.Single(replayed.WaitingOrders).Best);
        Assert.Empty(PositionDecider.Decide(replayed, new ObservePrice(Price.Of(99.1m)), Context).Events);
        Assert.Equal(["OrderTriggered", "OrderSubmitted"], NamesOf(PositionDecider.Decide(replayed, new ObservePrice(Price.Of(99)), _journal.At)));
    }

    [Fact]
    public void Bracket_AsTheEntryFills_GuardsExactlyWhatWasBought()
    {
        Journal journal = new();
        ClientOrderId entry = journal.Intend(Bracketed(Limit(OrderSide.Buy, 100, 200)));
        Assert.Empty(journal.Book.WaitingOrders);

        journal.Tell(Report(entry, closed: false, 30, Fill("a", 200, 30)));
        Assert.All(journal.Book.WaitingOrders, o => Assert.Equal(Quantity.Of(30), o.Quantity));
        journal.Tell(Report(entry, closed: true, 50, Fill("b", 200, 20)));

        Assert.Equal([TriggerKind.Stop, TriggerKind.TakeProfit], journal.Book.WaitingOrders.Select(o => o.Conditions.Trigger.Kind));
        Assert.All(journal.Book.WaitingOrders, o => Assert.Equal((Quantity.Of(50), entry), (o.Quantity, o.Conditions.Parent)));
        Assert.Equal(["OrderTriggered", "OrderCancelRequested", "OrderCancelled", "OrderSubmitted"], NamesOf(journal.PriceIs(220)));
        Assert.Equal(Quantity.Of(50), Assert.Single(journal.Book.OpenOrders).Quantity);
        Assert.Empty(journal.Book.WaitingOrders);
    }

    [Fact]
    public void Bracket_WhoseStopFiredBeforeTheEntryEnded_GuardsWhatFillsLater()
    {
        Journal journal = new();
        ClientOrderId entry = journal.Intend(Bracketed(Limit(OrderSide.Buy, 100, 200)));
        journal.Tell(Report(entry, closed: false, 30, Fill("a", 200, 30)));
        journal.PriceIs(180);
        Order sale = journal.Book.OpenOrders[1];
        journal.Tell(Report(entry, closed: false, 50, Fill("b", 200, 20)));

        Assert.Equal(Quantity.Of(30), sale.Quantity);
        Assert.All(journal.Book.WaitingOrders, o => Assert.Equal(Quantity.Of(20), o.Quantity));
        Assert.DoesNotContain(journal.Book.WaitingOrders, o => o.Conditions.Group == sale.Conditions.Group);
    }

    [Fact]
    public void Guards_OfAPositionSoldOtherwise_EndWithIt()
    {
        _journal.Intend(Waiting(MarketSell(10), Trigger.StopAt(Price.Of(95)), "g"));
        _journal.Intend(Waiting(MarketSell(10), Trigger.TakeProfitAt(Price.Of(120)), "g"));
        ClientOrderId exit = _journal.Intend(MarketSell(10));
        _journal.Tell(Report(exit, closed: true, 10, Fill("x", 101, 10)));

        Assert.Empty(_journal.Book.WaitingOrders);
        Assert.Equal(2, _journal.Events.OfType<OrderCancelRequested>().Count(e => e.Reason == CancelCause.Flat));
    }

    [Fact]
    public void Group_WithAnOrderAtTheVenue_SendsTheStopOnlyOnceThatHasEnded()
    {
        IntendOrder target = Limit(OrderSide.Sell, 10, 120);
        ClientOrderId resting = _journal.Intend(target with { Conditions = OrderConditions.None with { Group = "g" } });
        _journal.Tell(Report(resting, closed: false, 0));
        ClientOrderId stop = _journal.Intend(Waiting(MarketSell(10), Trigger.StopAt(Price.Of(95)), "g"));

        Assert.Equal(["OrderTriggered", "OrderCancelRequested"], NamesOf(_journal.PriceIs(95)));
        Assert.Equal((OrderStatus.Triggered, stop), (Waits.Status, Waits.Id));
        Decision end = _journal.Tell(Report(resting, closed: true, 4, Fill("t", 120, 4)));

        Assert.Equal(["OrderExecuted", "OrderCancelled", "OrderResized", "OrderSubmitted"], NamesOf(end));
        Assert.Equal((stop, Quantity.Of(6)), (Open.Id, Open.Quantity));
    }

    [Fact]
    public void Group_WhenTheRestingOrderFills_EndsTheStop()
    {
        IntendOrder target = Limit(OrderSide.Sell, 10, 120);
        ClientOrderId resting = _journal.Intend(target with { Conditions = OrderConditions.None with { Group = "g" } });
        _journal.Intend(Waiting(MarketSell(10), Trigger.StopAt(Price.Of(95)), "g"));
        _journal.Tell(Report(resting, closed: true, 10, Fill("t", 120, 10)));

        Assert.Empty(_journal.Book.WaitingOrders);
        Assert.Empty(_journal.PriceIs(95).Events);
    }

    [Fact]
    public void Sale_AboveTheLargestOrder_IsMadeInSeveral()
    {
        Journal journal = new() { At = Context with { MaxOrder = Money.Of(10_000) } };
        journal.Buy(250, 100);
        journal.Intend(Waiting(MarketSell(250), Trigger.StopAt(Price.Of(100))));
        for (int i = 0; i < 3; i++)
            journal.PriceIs(100);

        Assert.Empty(journal.Book.WaitingOrders);
        Assert.Equal([Quantity.Of(95), Quantity.Of(95), Quantity.Of(60)], journal.Book.OpenOrders.Select(o => o.Quantity));
    }

    [Fact]
    public void Sale_BelowTheSmallestOrder_IsGivenUpWithItsReason()
    {
        _journal.At = _journal.At with { MinOrder = Money.Of(5_000) };
        _journal.Intend(Waiting(MarketSell(10), Trigger.StopAt(Price.Of(95))));

        Assert.Equal(CancelCause.TooSmall, Assert.IsType<OrderCancelRequested>(_journal.PriceIs(95).Events[1]).Reason);
        Assert.Empty(_journal.Book.WaitingOrders);
    }

    [Fact]
    public void BuyStop_WhenItFires_WaitsForRisk()
    {
        ClientOrderId id = _journal.Intend(Waiting(MarketBuy(5_000), Trigger.StopAt(Price.Of(105))));
        Assert.Equal(Money.Zero, _journal.Book.CommittedFunds(FeeRate.UpbitKrw));
        Assert.Equal(["OrderTriggered"], NamesOf(_journal.PriceIs(106)));
        Assert.Equal(["OrderResized", "OrderSubmitted"], NamesOf(_journal.Tell(new ReleaseEntry(id, Money.Of(4_000)))));

        Assert.Equal(Money.Of(4_000), Open.Funds);
        Assert.Equal(PositionDecider.UnknownOrder, _journal.Tell(new ReleaseEntry(id, Money.Of(4_000))).Refusal);
    }

    [Fact]
    public void BuyStop_ThatRiskDenies_EndsWithTheDenialsCode()
    {
        ClientOrderId id = _journal.Intend(Waiting(MarketBuy(5_000), Trigger.StopAt(Price.Of(105))));
        _journal.PriceIs(106);
        _journal.Tell(new RefuseEntry(id, "RISK_KILL_SWITCH"));

        Assert.Empty(_journal.Book.WaitingOrders);
        Assert.EndsWith("RISK_KILL_SWITCH", _journal.Events.OfType<OrderCancelRequested>().Single().Reason, StringComparison.Ordinal);
    }

    private static IntendOrder Bracketed(IntendOrder entry) => entry with
    {
        Conditions = OrderConditions.None with
        {
            Bracket = new Bracket(Trigger.StopAt(Price.Of(190)), Price.None, Trigger.TakeProfitAt(Price.Of(220)), TimeSpan.Zero),
        },
    };
}

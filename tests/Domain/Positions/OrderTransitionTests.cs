using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Values;
using static CoinPilot.Tests.Positions.Journal;

namespace CoinPilot.Tests.Positions;

/// <summary>Every state of an order against everything that can be said of it. The order is a limit buy of 10, half of it filled where partly.</summary>
public sealed class OrderTransitionTests
{
    private const string Gone = "Closed";

    [Theory]
    [InlineData("Submitted", "open", "OrderAccepted", "Open")]
    [InlineData("Submitted", "open without venue id", "", "Submitted")]
    [InlineData("Submitted", "partly filled", "OrderAccepted OrderExecuted", "PartiallyFilled")]
    [InlineData("Submitted", "filled", "OrderAccepted OrderExecuted OrderExecuted OrderFilled", Gone)]
    [InlineData("Submitted", "cancelled", "OrderAccepted OrderCancelled", Gone)]
    [InlineData("Submitted", "closed, total unknown", "OrderAccepted", "Open")]
    [InlineData("Submitted", "closed, fill missing", "OrderAccepted", "Open")]
    [InlineData("Submitted", "rejected", "OrderRejected", Gone)]
    [InlineData("Submitted", "ambiguous", "OrderBecameUnknown", "Unknown")]
    [InlineData("Unknown", "open", "OrderAccepted", "Open")]
    [InlineData("Unknown", "open without venue id", "", "Unknown")]
    [InlineData("Unknown", "partly filled", "OrderAccepted OrderExecuted", "PartiallyFilled")]
    [InlineData("Unknown", "filled", "OrderAccepted OrderExecuted OrderExecuted OrderFilled", Gone)]
    [InlineData("Unknown", "cancelled", "OrderAccepted OrderCancelled", Gone)]
    [InlineData("Unknown", "closed, total unknown", "OrderAccepted", "Open")]
    [InlineData("Unknown", "closed, fill missing", "OrderAccepted", "Open")]
    [InlineData("Unknown", "rejected", "OrderRejected", Gone)]
    [InlineData("Unknown", "ambiguous", "", "Unknown")]
    [InlineData("Open", "open", "", "Open")]
    [InlineData("Open", "partly filled", "OrderExecuted", "PartiallyFilled")]
    [InlineData("Open", "filled", "OrderExecuted OrderExecuted OrderFilled", Gone)]
    [InlineData("Open", "cancelled", "OrderCancelled", Gone)]
    [InlineData("Open", "closed, total unknown", "", "Open")]
    [InlineData("Open", "closed, fill missing", "", "Open")]
    [InlineData("Open", "rejected", "", "Open")]
    [InlineData("Open", "ambiguous", "", "Open")]
    [InlineData("PartiallyFilled", "open", "", "PartiallyFilled")]
    [InlineData("PartiallyFilled", "partly filled", "", "PartiallyFilled")]
    [InlineData("PartiallyFilled", "filled", "OrderExecuted OrderFilled", Gone)]
    [InlineData("PartiallyFilled", "cancelled", "OrderCancelled", Gone)]
    [InlineData("PartiallyFilled", "closed, total unknown", "", "PartiallyFilled")]
    [InlineData("PartiallyFilled", "closed, fill missing", "", "PartiallyFilled")]
    [InlineData("PartiallyFilled", "rejected", "", "PartiallyFilled")]
    [InlineData("PartiallyFilled", "ambiguous", "", "PartiallyFilled")]
    [InlineData("PartiallyFilled without venue id", "open", "OrderAccepted", "PartiallyFilled")]
    [InlineData("PartiallyFilled without venue id", "rejected", "", "PartiallyFilled")]
    [InlineData("PartiallyFilled without venue id", "ambiguous", "", "PartiallyFilled")]
    [InlineData("Armed", "open", "ORDER_ARMED_REFUSES_ACCEPT", "Armed")]
    [InlineData("Armed", "rejected", "", "Armed")]
    [InlineData("Armed", "ambiguous", "", "Armed")]
    [InlineData("Triggered", "filled", "ORDER_TRIGGERED_REFUSES_ACCEPT", "Triggered")]
    [InlineData("GivenUp", "open", "OrderReopened OrderAccepted", "Open")]
    [InlineData("GivenUp", "filled", "OrderReopened OrderAccepted OrderExecuted OrderExecuted OrderFilled", Gone)]
    [InlineData("GivenUp", "cancelled", "OrderReopened OrderAccepted OrderCancelled", Gone)]
    [InlineData("GivenUp", "rejected", PositionDecider.UnknownOrder, Gone)]
    [InlineData(Gone, "open", PositionDecider.UnknownOrder, Gone)]
    [InlineData(Gone, "filled", PositionDecider.UnknownOrder, Gone)]
    [InlineData(Gone, "cancelled", PositionDecider.UnknownOrder, Gone)]
    [InlineData(Gone, "rejected", PositionDecider.UnknownOrder, Gone)]
    [InlineData(Gone, "ambiguous", PositionDecider.UnknownOrder, Gone)]
    public void Decide_OrderInState_GivesEventsOrNamedRefusal(string state, string word, string outcome, string after)
    {
        (Journal journal, ClientOrderId id) = Reach(state);

        Decision decision = journal.Tell(Said(word, id));

        Assert.Equal(outcome, decision.Refusal ?? string.Join(' ', NamesOf(decision)));
        Assert.Equal(after, journal.Book.FindOrder(id)?.Status.ToString() ?? Gone);
    }

    [Theory]
    [InlineData("New", "OrderConditioned OrderPermitted OrderArmed OrderSubmitted")]
    [InlineData("Armed", "TrailAdvanced OrderTriggered OrderResized OrderCancelRequested OrderCancelled")]
    [InlineData("Triggered", "OrderResized OrderPermitted OrderCancelRequested OrderSubmitted OrderCancelled")]
    [InlineData("Submitted", "OrderSubmitted OrderAccepted OrderBecameUnknown OrderExecuted OrderCancelled OrderRejected OrderResized OrderCancelRequested")]
    [InlineData("Unknown", "OrderSubmitted OrderAccepted OrderExecuted OrderCancelled OrderRejected OrderResized OrderCancelRequested")]
    [InlineData("Open", "OrderExecuted OrderCancelled OrderResized OrderCancelRequested")]
    [InlineData("PartiallyFilled", "OrderExecuted OrderFilled OrderCancelled OrderResized OrderCancelRequested")]
    [InlineData("PartiallyFilled without venue id", "OrderAccepted OrderExecuted OrderFilled OrderCancelled OrderResized OrderCancelRequested")]
    [InlineData(Gone, "")]
    [InlineData("GivenUp", "OrderReopened")]
    public void Apply_EventThatTheStateRulesOut_Throws(string state, string legal)
    {
        string[] taken = [.. EveryEvent(default).Select(e => e.GetType().Name).Where(name => IsTaken(state, name))];

        Assert.Equal(legal.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), taken.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Apply_UnknownEvent_Throws() =>
        Assert.Contains(nameof(Unheard), Assert.Throws<InvalidOperationException>(() => PositionFold.Apply(PositionBook.Empty(Bitcoin), new Unheard(default))).Message, StringComparison.Ordinal);

    [Fact]
    public void Decide_UnknownCommand_Throws() =>
        Assert.Contains(nameof(Unasked), Assert.Throws<InvalidOperationException>(() => new Journal().Tell(new Unasked())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("open")]
    [InlineData("filled")]
    [InlineData("rejected")]
    [InlineData("ambiguous")]
    public void Decide_OrderThatWasNeverOurs_IsRefused(string word) =>
        Assert.Equal(PositionDecider.UnknownOrder, new Journal().Tell(Said(word, new ClientOrderId("somebody-else"))).Refusal);

    [Fact]
    public void Apply_IntentOutOfSequenceOrOfAnotherSymbol_Throws()
    {
        OrderIntended first = (OrderIntended)PositionDecider.Decide(PositionBook.Empty(Bitcoin), MarketBuy(5_000), Context).Events[0];
        PositionBook book = PositionFold.Apply(PositionBook.Empty(Bitcoin), first);

        Assert.Throws<InvalidOperationException>(() => PositionFold.Apply(book, first));
        Assert.Throws<InvalidOperationException>(() => PositionFold.Apply(book, first with { Number = 3 }));
        Assert.Throws<InvalidOperationException>(() => PositionFold.Apply(book, first with { Number = 2, Symbol = Symbol.Parse("KRW-ETH") }));
        Assert.Equal(OrderStatus.New, Assert.Single(book.OpenOrders).Status);
    }

    [Fact]
    public void Apply_SameTradeTwice_Throws()
    {
        (Journal journal, ClientOrderId id) = Reach("PartiallyFilled");

        Assert.Throws<InvalidOperationException>(() => PositionFold.Apply(journal.Book, journal.Events.OfType<OrderExecuted>().Single()));
        Assert.Equal(["t1"], journal.Book.FindOrder(id)!.TradeIds);
    }

    private static bool IsTaken(string state, string name)
    {
        (Journal journal, ClientOrderId id) = Reach(state);
        try
        {
            PositionFold.Apply(journal.Book, EveryEvent(id).Single(e => e.GetType().Name == name));
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static IPositionEvent[] EveryEvent(ClientOrderId id) =>
    [
        new OrderSubmitted(id), new OrderAccepted(id, "V2", Now), new OrderBecameUnknown(id, "timeout"),
        new OrderExecuted(id, "t9", Price.Of(100), Quantity.Of(1), Money.Of(100), Money.Zero, LiquiditySide.Maker, Now),
        new OrderFilled(id, Now), new OrderCancelled(id, Now), new OrderRejected(id, "code", "text"),
        new OrderConditioned(id, OrderConditions.None), new OrderArmed(id, Now), new TrailAdvanced(id, Price.Of(99)),
        new OrderTriggered(id, Price.Of(99), Now), new OrderResized(id, Quantity.Of(9), Money.Zero),
        new OrderCancelRequested(id, CancelCause.Strategy, Now), new OrderReopened(id, Now),
        new OrderPermitted(id, new RiskPermission(RiskScope.Reduction, 0, ValueList<RiskFigure>.Empty), Now),
    ];

    private static (Journal, ClientOrderId) Reach(string state)
    {
        Journal journal = new();
        if (state == "New")
        {
            IPositionEvent intended = PositionDecider.Decide(journal.Book, Limit(OrderSide.Buy, 10, 100), Context).Events[0];
            journal.Replay(intended);
            return (journal, intended.ClientOrderId);
        }
        if (state is "Armed" or "Triggered")
            return ReachWaiting(journal, state);
        ClientOrderId id = journal.Intend(Limit(OrderSide.Buy, 10, 100));
        foreach (string word in state switch
        {
            "Submitted" => [],
            "Unknown" => ["ambiguous"],
            "Open" => ["open"],
            "PartiallyFilled" => ["partly filled"],
            "PartiallyFilled without venue id" => ["partly filled without venue id"],
            Gone => new[] { "cancelled" },
            "GivenUp" => ["given up"],
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        })
        {
            journal.Tell(Said(word, id));
        }
        Assert.Equal(state == "GivenUp" ? Gone : state.Split(' ')[0], journal.Book.FindOrder(id)?.Status.ToString() ?? Gone);
        return (journal, id);
    }

    private static (Journal, ClientOrderId) ReachWaiting(Journal journal, string state)
    {
        ClientOrderId id = journal.Intend(Limit(OrderSide.Buy, 10, 110) with
        {
            Conditions = OrderConditions.None with { Trigger = Trigger.StopAt(Price.Of(105)) },
        });
        if (state == "Triggered")
            journal.Tell(new ObservePrice(Price.Of(106)));
        Assert.Equal(state, journal.Book.FindOrder(id)!.Status.ToString());
        return (journal, id);
    }

    private static IPositionCommand Said(string word, ClientOrderId id) => word switch
    {
        "open" => Report(id, closed: false, 0),
        "open without venue id" => Report(id, closed: false, 0) with { VenueOrderId = "" },
        "partly filled" => Report(id, closed: false, 5, Fill("t1", 100, 5)),
        "partly filled without venue id" => Report(id, closed: false, 5, Fill("t1", 100, 5)) with { VenueOrderId = "" },
        "filled" => Report(id, closed: true, 10, Fill("t1", 100, 5), Fill("t2", 99, 5)),
        "cancelled" => Report(id, closed: true, 0),
        "closed, total unknown" => Report(id, closed: true, null),
        "closed, fill missing" => Report(id, closed: true, 7),
        "rejected" => new RecordRejection(id, "under_min_total_bid", "too small"),
        "given up" => new RecordRejection(id, OrderRejected.NeverReached, "no record"),
        "ambiguous" => new RecordAmbiguity(id, "no answer"),
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, "unheard of"),
    };

    private sealed record Unheard(ClientOrderId ClientOrderId) : IPositionEvent;

    private sealed record Unasked : IPositionCommand;
}

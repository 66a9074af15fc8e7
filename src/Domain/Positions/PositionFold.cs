using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Positions;

/// <summary>Folds events into a <see cref="PositionBook"/>. Total over known events, reads no clock, throws on what cannot be.</summary>
public static class PositionFold
{
    /// <summary>Throws <see cref="InvalidOperationException"/> for an event that the state rules out or does not know.</summary>
    public static PositionBook Apply(PositionBook book, IPositionEvent @event) => @event switch
    {
        OrderIntended e => Intend(book, e),
        OrderConditioned e => With(book, New(book, e) with { Conditions = e.Conditions }),
        OrderPermitted e => With(book, Step(book, e, OrderStep.Permit)),
        OrderArmed e => Arm(book, e),
        TrailAdvanced e => With(book, Step(book, e, OrderStep.AdvanceTrail) with { Best = e.Best }),
        OrderTriggered e => With(book, Step(book, e, OrderStep.Trigger) with { TriggeredAt = e.At }),
        OrderResized e => Resize(book, e),
        OrderSubmitted e => Submit(book, e),
        OrderAccepted e => Accept(book, e),
        OrderBecameUnknown e => With(book, Step(book, e, OrderStep.Doubt)),
        OrderExecuted e => Execute(book, e),
        OrderCancelRequested e => With(book, Step(book, e, OrderStep.RequestCancel) with { CancelReason = e.Reason }),
        OrderFilled e => Without(book, Step(book, e, OrderStep.Fill)),
        OrderCancelled e => Without(book, Step(book, e, OrderStep.Cancel)),
        OrderRejected e => Reject(book, e),
        OrderReopened e => Reopen(book, e),
        ExternalOrderAdopted or HoldingTransferred or HoldingAdjusted or TradingStateChanged => HoldingFold.Apply(book, @event),
        _ => throw new InvalidOperationException($"unknown position event {@event.GetType().Name}"),
    };

    private static PositionBook Intend(PositionBook book, OrderIntended e)
    {
        if (e.Number != book.LastOrderNumber + 1 || e.Symbol != book.Symbol)
            throw new InvalidOperationException($"order {e.ClientOrderId} is number {e.Number} of {e.Symbol}, expected {book.LastOrderNumber + 1} of {book.Symbol}");
        Order order = new(
            e.ClientOrderId, e.Strategy, e.Side, e.Type, e.TimeInForce, e.Quantity, e.Price, e.Funds, e.ReferencePrice, e.At,
            OrderStatus.New, "", Quantity.Zero, Money.Zero, Money.Zero, ValueList<string>.Empty);
        return book with { LastOrderNumber = e.Number, OpenOrders = book.OpenOrders.Add(order) };
    }

    private static PositionBook Arm(PositionBook book, OrderArmed e)
    {
        Order order = Step(book, e, OrderStep.Arm);
        Price best = order.Conditions.Trigger.Advance(order.Side, order.ReferencePrice, Price.None);
        return book with
        {
            OpenOrders = book.OpenOrders.Without(o => o.Id == order.Id),
            WaitingOrders = book.WaitingOrders.Add(order with { Best = best }),
        };
    }

    private static PositionBook Submit(PositionBook book, OrderSubmitted e)
    {
        Order order = Step(book, e, OrderStep.Submit);
        return book with
        {
            WaitingOrders = book.WaitingOrders.Count == 0 ? book.WaitingOrders : book.WaitingOrders.Without(o => o.Id == order.Id),
            OpenOrders = book.OpenOrders.Put(o => o.Id == order.Id, order),
        };
    }

    private static PositionBook Resize(PositionBook book, OrderResized e)
    {
        Order order = Step(book, e, OrderStep.Resize);
        return e.Quantity >= order.Filled
            ? With(book, order with { Quantity = e.Quantity, Funds = e.Funds })
            : throw new InvalidOperationException($"order {order.Id} cannot shrink to {e.Quantity}: {order.Filled} of it is filled");
    }

    private static PositionBook Accept(PositionBook book, OrderAccepted e)
    {
        Order order = Step(book, e, OrderStep.Accept);
        return order.VenueOrderId.Length == 0
            ? With(book, order with { VenueOrderId = e.VenueOrderId })
            : throw new InvalidOperationException($"order {order.Id} was accepted as {order.VenueOrderId} before");
    }

    private static PositionBook Execute(PositionBook book, OrderExecuted e)
    {
        Order order = Step(book, e, OrderStep.Execute);
        if (order.TradeIds.Contains(e.TradeId))
            throw new InvalidOperationException($"trade {e.TradeId} of order {e.ClientOrderId} was booked before");
        bool buy = order.Side == OrderSide.Buy;
        VirtualPosition held = book.PositionOf(order.Strategy);
        VirtualPosition now = buy ? held.Bought(e.Quantity, e.Funds, e.Fee, e.VenueTime) : held.Sold(e.Quantity, e.Funds, e.Fee);
        Order filled = order with
        {
            Filled = order.Filled + e.Quantity,
            FilledFunds = order.FilledFunds + e.Funds,
            Fees = order.Fees + e.Fee,
            TradeIds = order.TradeIds.Add(e.TradeId),
        };
        return With(book, filled) with
        {
            Positions = book.Positions.Put(p => p.Strategy == order.Strategy, now),
            CashFlow = book.CashFlow + (buy ? -e.Funds : e.Funds) - e.Fee,
        };
    }

    // What the venue itself refused has ended; what only we gave up may turn out to be there.
    private static PositionBook Reject(PositionBook book, OrderRejected e)
    {
        Order order = Step(book, e, OrderStep.Reject);
        PositionBook without = Without(book, order);
        if (!e.IsGivenUp)
            return without;
        ValueList<Order> kept = without.GivenUp.Add(order);
        return without with { GivenUp = kept.Count <= PositionBook.GivenUpKept ? kept : ValueList<Order>.Of(kept.Skip(1)) };
    }

    private static PositionBook Reopen(PositionBook book, OrderReopened e)
    {
        Order order = book.FindGivenUp(e.ClientOrderId)
            ?? throw new InvalidOperationException($"{nameof(OrderReopened)} for order {e.ClientOrderId}, which was not given up in {book.Symbol}");
        return book with
        {
            GivenUp = book.GivenUp.Without(o => o.Id == order.Id),
            OpenOrders = book.OpenOrders.Add(Stepped(order, e, OrderStep.Reopen)),
        };
    }

    private static Order New(PositionBook book, OrderConditioned e) => Of(book, e) is { Status: OrderStatus.New } order
        ? order
        : throw new InvalidOperationException($"{nameof(OrderConditioned)} for order {e.ClientOrderId}, which is not new");

    private static Order Step(PositionBook book, IPositionEvent e, OrderStep step) => Stepped(Of(book, e), e, step);

    private static Order Stepped(Order order, IPositionEvent e, OrderStep step) => OrderLife.Next(order.Status, step) is { } next
        ? order with { Status = next }
        : throw new InvalidOperationException(
            $"{e.GetType().Name} for order {e.ClientOrderId}, which is {order.Status}: {OrderLife.RefusalOf(order.Status, step)}");

    private static Order Of(PositionBook book, IPositionEvent e) => book.FindOrder(e.ClientOrderId)
        ?? throw new InvalidOperationException($"{e.GetType().Name} for order {e.ClientOrderId}, which is not open in {book.Symbol}");

    private static PositionBook With(PositionBook book, Order order) => order.IsWaiting
        ? book with { WaitingOrders = book.WaitingOrders.Put(o => o.Id == order.Id, order) }
        : book with { OpenOrders = book.OpenOrders.Put(o => o.Id == order.Id, order) };

    private static PositionBook Without(PositionBook book, Order order) => book with
    {
        OpenOrders = book.OpenOrders.Without(o => o.Id == order.Id),
        WaitingOrders = book.WaitingOrders.Count == 0 ? book.WaitingOrders : book.WaitingOrders.Without(o => o.Id == order.Id),
    };
}

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
        OrderSubmitted e => With(book, Of(book, e) with { Status = OrderStatus.Submitted }),
        OrderAccepted e => Accept(book, e),
        OrderBecameUnknown e => With(book, Of(book, e) with { Status = OrderStatus.Unknown }),
        OrderExecuted e => Execute(book, e),
        OrderFilled or OrderCancelled or OrderRejected => Close(book, @event),
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

    private static PositionBook Accept(PositionBook book, OrderAccepted e)
    {
        Order order = Of(book, e);
        OrderStatus status = order.Filled.IsZero ? OrderStatus.Open : OrderStatus.PartiallyFilled;
        return With(book, order with { Status = status, VenueOrderId = e.VenueOrderId });
    }

    private static PositionBook Execute(PositionBook book, OrderExecuted e)
    {
        Order order = Of(book, e);
        if (order.TradeIds.Contains(e.TradeId))
            throw new InvalidOperationException($"trade {e.TradeId} of order {e.ClientOrderId} was booked before");
        bool buy = order.Side == OrderSide.Buy;
        VirtualPosition held = book.PositionOf(order.Strategy);
        VirtualPosition now = buy ? held.Bought(e.Quantity, e.Funds, e.Fee, e.VenueTime) : held.Sold(e.Quantity, e.Funds, e.Fee);
        Order filled = order with
        {
            Status = OrderStatus.PartiallyFilled,
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

    private static PositionBook Close(PositionBook book, IPositionEvent e)
    {
        Order order = Of(book, e);
        return book with { OpenOrders = book.OpenOrders.Without(o => o.Id == order.Id) };
    }

    private static Order Of(PositionBook book, IPositionEvent e)
    {
        Order order = book.FindOrder(e.ClientOrderId)
            ?? throw new InvalidOperationException($"{e.GetType().Name} for order {e.ClientOrderId}, which is not open in {book.Symbol}");
        return IsPossible(order, e)
            ? order
            : throw new InvalidOperationException($"{e.GetType().Name} for order {e.ClientOrderId}, which is {order.Status}");
    }

    // Once the venue is known to have an order, it can be neither doubted nor rejected.
    private static bool IsPossible(Order order, IPositionEvent e) => e switch
    {
        // Again and again until the venue is known to have it: every sending is journaled first.
        OrderSubmitted => order.Status is OrderStatus.New or OrderStatus.Submitted or OrderStatus.Unknown,
        OrderAccepted => order.Status != OrderStatus.New && order.VenueOrderId.Length == 0,
        OrderBecameUnknown => order.Status == OrderStatus.Submitted,
        OrderRejected => order.Status is OrderStatus.Submitted or OrderStatus.Unknown,
        OrderFilled => !order.Filled.IsZero,
        _ => order.Status != OrderStatus.New,
    };

    private static PositionBook With(PositionBook book, Order order) =>
        book with { OpenOrders = book.OpenOrders.Put(o => o.Id == order.Id, order) };
}

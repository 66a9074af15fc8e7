using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Positions;

/// <summary>
/// Decides what a command changes. Pure: the same state, command and context give the same decision.
/// Throws <see cref="InvalidOperationException"/> for an unknown command and for a report of more than was ordered.
/// </summary>
public static class PositionDecider
{
    public const string NothingToSell = "POSITION_NOTHING_TO_SELL";
    public const string EmptyOrder = "POSITION_EMPTY_ORDER";
    public const string OrderOpen = "POSITION_ORDER_OPEN";
    public const string UnknownOrder = "POSITION_UNKNOWN_ORDER";

    public static Decision Decide(PositionBook book, IPositionCommand command, in DecideContext context) => command switch
    {
        IntendOrder c => Intend(book, c, context),
        RecordReport c => Report(book, c),
        RecordRejection c => Reject(book, c),
        RecordAmbiguity c => Doubt(book, c),
        _ => throw new InvalidOperationException($"unknown position command {command.GetType().Name}"),
    };

    private static Decision Intend(PositionBook book, IntendOrder c, in DecideContext context)
    {
        bool marketBuy = c.Side == OrderSide.Buy && c.Type == OrderType.Market;
        bool priceless = c.Type == OrderType.Limit && !c.Price.IsSet;
        if (priceless || (marketBuy ? c.Funds <= Money.Zero : c.Quantity.IsZero))
            return Decision.Refuse(EmptyOrder);
        if (c.Side == OrderSide.Sell && c.Quantity > book.Sellable(c.Strategy))
            return Decision.Refuse(NothingToSell);
        if (c.Type == OrderType.Market && book.OpenOrders.Any(o => o.Strategy == c.Strategy && o.Type == OrderType.Market))
            return Decision.Refuse(OrderOpen);
        long number = book.LastOrderNumber + 1;
        ClientOrderId id = ClientOrderId.Derive(context.JournalId, book.Symbol, c.Strategy, number);
        return Decision.Of(
            new OrderIntended(id, number, book.Symbol, c.Strategy, c.Side, c.Type, c.TimeInForce,
                c.Quantity, c.Price, c.Funds, c.ReferencePrice, c.Reason, context.Now),
            new OrderSubmitted(id));
    }

    private static Decision Report(PositionBook book, RecordReport c)
    {
        if (book.FindOrder(c.ClientOrderId) is not { } order)
            return Decision.Refuse(UnknownOrder);
        List<IPositionEvent> events = [];
        if (order.VenueOrderId.Length == 0 && c.VenueOrderId.Length > 0)
            events.Add(new OrderAccepted(order.Id, c.VenueOrderId, c.VenueTime));

        Quantity filled = order.Filled;
        HashSet<string> booked = new(order.TradeIds, StringComparer.Ordinal);
        foreach (ReportedFill fill in c.Fills)
        {
            if (!booked.Add(fill.TradeId))
                continue;
            filled += fill.Quantity;
            events.Add(new OrderExecuted(order.Id, fill.TradeId, fill.Price, fill.Quantity,
                Money.NotionalDown(fill.Price, fill.Quantity), fill.Fee, fill.Liquidity, fill.VenueTime));
        }
        // Refused here, before it is journaled: the fold of a sell past what is held throws, and so would every recovery after it.
        if (!IsMarketBuy(order) && filled > order.Quantity)
            throw new InvalidOperationException($"the venue reports {filled} executed of order {order.Id}, which is over {order.Quantity}");
        if (IsOver(order, c, filled))
            events.Add(WasFilled(order, filled) ? new OrderFilled(order.Id, c.VenueTime) : new OrderCancelled(order.Id, c.VenueTime));
        return Decision.Of(events);
    }

    // An order closes only when every fill that the venue counts is booked: one that is missing is still on its way, or is looked up.
    private static bool IsOver(Order order, RecordReport c, Quantity filled) =>
        c.IsClosed ? c.Executed is { } executed && filled >= executed : !IsMarketBuy(order) && filled >= order.Quantity;

    // A market buy's rest is what could not buy 1e-8 more; the venue calls that cancelled, though it did all it could.
    private static bool WasFilled(Order order, Quantity filled) =>
        IsMarketBuy(order) ? !filled.IsZero : filled >= order.Quantity;

    private static bool IsMarketBuy(Order order) => order.Side == OrderSide.Buy && order.Type == OrderType.Market;

    private static Decision Reject(PositionBook book, RecordRejection c) => book.FindOrder(c.ClientOrderId) switch
    {
        null => Decision.Refuse(UnknownOrder),
        { Status: not (OrderStatus.Submitted or OrderStatus.Unknown) } => Decision.Nothing,
        { } order => Decision.Of(new OrderRejected(order.Id, c.Code, c.Message)),
    };

    private static Decision Doubt(PositionBook book, RecordAmbiguity c) => book.FindOrder(c.ClientOrderId) switch
    {
        null => Decision.Refuse(UnknownOrder),
        { Status: not OrderStatus.Submitted } => Decision.Nothing,
        { } order => Decision.Of(new OrderBecameUnknown(order.Id, c.Cause)),
    };
}

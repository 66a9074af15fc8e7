using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Positions;

/// <summary>Takes what the venue says of an order.</summary>
internal static class ReportDecider
{
    public static Decision Report(PositionBook book, RecordReport c, in DecideContext context)
    {
        Draft draft = new(book, context);
        if (book.FindOrder(c.ClientOrderId) is null)
        {
            // Given up as never reached, and there after all: what it did counts.
            if (book.FindGivenUp(c.ClientOrderId) is null)
                return Decision.Refuse(PositionDecider.UnknownOrder);
            draft.Add(new OrderReopened(c.ClientOrderId, context.Now));
        }
        Order before = draft.Order(c.ClientOrderId);
        if (before.Status is OrderStatus.New or OrderStatus.Armed or OrderStatus.Triggered)
            return Decision.Refuse(OrderLife.RefusalOf(before.Status, OrderStep.Accept));
        if (before.VenueOrderId.Length == 0 && c.VenueOrderId.Length > 0)
            draft.Add(new OrderAccepted(before.Id, c.VenueOrderId, c.VenueTime));
        Book(draft, c, before);
        Order order = draft.Order(c.ClientOrderId);
        if (IsOver(order, c))
            End(draft, order, c.VenueTime);
        Aftermath.Settle(draft);
        return draft.Decision;
    }

    /// <summary>An order that the venue never had has ended; whoever waited for its end goes on.</summary>
    public static Decision Reject(PositionBook book, RecordRejection c, in DecideContext context)
    {
        if (book.FindOrder(c.ClientOrderId) is not { } order)
            return Decision.Refuse(PositionDecider.UnknownOrder);
        if (OrderLife.Next(order.Status, OrderStep.Reject) is null)
            return Decision.Nothing;
        Draft draft = new(book, context);
        draft.Add(new OrderRejected(order.Id, c.Code, c.Message));
        Aftermath.Settle(draft);
        return draft.Decision;
    }

    public static Decision Doubt(PositionBook book, RecordAmbiguity c) => book.FindOrder(c.ClientOrderId) switch
    {
        null => Decision.Refuse(PositionDecider.UnknownOrder),
        { } order when OrderLife.Next(order.Status, OrderStep.Doubt) is null => Decision.Nothing,
        { } order => Decision.Of(new OrderBecameUnknown(order.Id, c.Cause)),
    };

    private static void Book(Draft draft, RecordReport c, Order order)
    {
        HashSet<string> booked = new(order.TradeIds, StringComparer.Ordinal);
        List<ReportedFill> fresh = [.. c.Fills.Where(fill => booked.Add(fill.TradeId))];
        Quantity filled = fresh.Aggregate(order.Filled, (sum, fill) => sum + fill.Quantity);
        // Refused here, before it is journaled: the fold of a sell past what is held throws, and so would every recovery after it.
        if (!order.IsMarketBuy && order.Strategy != Holder.External && filled > order.Quantity)
            throw new InvalidOperationException($"the venue reports {filled} executed of order {order.Id}, which is over {order.Quantity}");
        foreach (ReportedFill fill in fresh)
        {
            if (order.Side == OrderSide.Sell)
                HoldingDecider.Cover(draft, order.Strategy, fill.Quantity);
            draft.Add(new OrderExecuted(order.Id, fill.TradeId, fill.Price, fill.Quantity,
                Money.NotionalDown(fill.Price, fill.Quantity), fill.Fee, fill.Liquidity, fill.VenueTime));
            Aftermath.OfFill(draft, draft.Order(order.Id), fill);
        }
    }

    private static void End(Draft draft, Order order, Timestamp time)
    {
        draft.Add(WasFilled(order) ? new OrderFilled(order.Id, time) : new OrderCancelled(order.Id, time));
        Aftermath.OfEnd(draft, order);
    }

    // An order closes only when every fill that the venue counts is booked: one that is missing is still on its way, or is looked up.
    private static bool IsOver(Order order, RecordReport c) =>
        c.IsClosed ? c.Executed is { } executed && order.Filled >= executed : !order.IsMarketBuy && order.Filled >= order.Quantity;

    // A market buy's rest is what could not buy 1e-8 more; the venue calls that cancelled, though it did all it could.
    private static bool WasFilled(Order order) => order.IsMarketBuy ? !order.Filled.IsZero : order.Filled >= order.Quantity;
}

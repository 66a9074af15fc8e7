using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Positions;

/// <summary>Fires, sends and ends the orders that wait with us.</summary>
internal static class TriggerDecider
{
    private const string PermissionExpired = "POSITION_PERMISSION_EXPIRED";

    /// <summary>How long an entry that fired may wait for risk's word; what it fired at is history then.</summary>
    private static readonly TimeSpan PermissionLife = TimeSpan.FromMinutes(1);

    public static Decision Observe(PositionBook book, Price price, in DecideContext context)
    {
        Draft draft = new(book, context);
        foreach (ClientOrderId id in book.WaitingOrders.Where(o => o.Status == OrderStatus.Armed).Select(o => o.Id).ToArray())
        {
            // An earlier one of this round may have ended it.
            if (draft.Book.FindOrder(id) is { Status: OrderStatus.Armed } order)
                Observe(draft, order, price);
        }
        return draft.Decision;
    }

    public static Decision PassTime(PositionBook book, in DecideContext context)
    {
        Draft draft = new(book, context);
        foreach (Order order in book.WaitingOrders.Concat(book.OpenOrders))
        {
            if (order.CancelReason.Length > 0)
                continue;
            if (order.Status == OrderStatus.Triggered)
            {
                if (IsPast(PermissionEnd(order), context.Now))
                    draft.Withdraw(order, CancelCause.Denied + PermissionExpired);
            }
            else if (IsPast(order.Conditions.ExpiresAt, context.Now))
                draft.Withdraw(order, CancelCause.Expired);
            else if (!order.IsWaiting && IsPast(order.EscalatesAt, context.Now))
                draft.Withdraw(order, CancelCause.Escalated);
        }
        return draft.Decision;
    }

    /// <summary>The next time at which <see cref="PassTime"/> changes something; none when there is none.</summary>
    public static Timestamp NextDeadline(PositionBook book)
    {
        Timestamp next = Timestamp.None;
        foreach (Order order in book.WaitingOrders.Concat(book.OpenOrders))
        {
            if (order.CancelReason.Length > 0)
                continue;
            next = Earlier(next, order.Status == OrderStatus.Triggered ? PermissionEnd(order) : order.Conditions.ExpiresAt);
            if (!order.IsWaiting)
                next = Earlier(next, order.EscalatesAt);
        }
        return next;
    }

    public static Decision Release(PositionBook book, ReleaseEntry c, in DecideContext context)
    {
        if (FindFired(book, c.ClientOrderId) is not { } order)
            return Decision.Refuse(PositionDecider.UnknownOrder);
        if (book.State != TradingState.Active)
            return Refuse(book, new RefuseEntry(order.Id, PositionDecider.Reducing), context);
        Draft draft = new(book, context);
        if (order.Type == OrderType.Market && c.Funds < order.Funds)
            draft.Add(new OrderResized(order.Id, Quantity.Zero, c.Funds));
        else if (order.Type == OrderType.Limit && c.Funds < Money.NotionalDown(order.Price, order.Quantity))
            draft.Add(new OrderResized(order.Id, c.Funds.QuantityDown(order.Price), Money.Zero));
        if (c.Permission is { } permission)
            draft.Add(new OrderPermitted(order.Id, permission, draft.Now));
        draft.Add(new OrderSubmitted(order.Id));
        return draft.Decision;
    }

    public static Decision Refuse(PositionBook book, RefuseEntry c, in DecideContext context)
    {
        if (FindFired(book, c.ClientOrderId) is not { } order)
            return Decision.Refuse(PositionDecider.UnknownOrder);
        Draft draft = new(book, context);
        draft.Withdraw(order, CancelCause.Denied + c.Denial);
        return draft.Decision;
    }

    /// <summary>
    /// Sends a sale that fired, cut to what is left to sell, unless an order of its group is still at the venue: two of a group never sell
    /// the same coins. What is above the venue's largest order fires again as an order of its own.
    /// </summary>
    public static void SendSale(Draft draft, Order order)
    {
        if (draft.Book.OpenOrders.Any(o => Aftermath.IsSibling(o, order)))
            return;
        Quantity quantity = Quantity.Min(order.Quantity, draft.Book.Sellable(order.Strategy));
        if (quantity.IsZero)
        {
            draft.Withdraw(order, CancelCause.Flat);
            return;
        }
        Price price = order.Type == OrderType.Limit ? order.Price : PriceOf(order);
        if (Money.NotionalDown(price, quantity) < draft.Context.MinOrder)
        {
            draft.Withdraw(order, CancelCause.TooSmall);
            return;
        }
        Quantity most = LargestSale.At(price, draft.Context.MaxOrder);
        Quantity first = Quantity.Min(quantity, most);
        if (first != order.Quantity)
            draft.Add(new OrderResized(order.Id, first, Money.Zero));
        draft.Add(new OrderSubmitted(order.Id));
        if (first < quantity)
            ArmRest(draft, order, quantity - first);
    }

    /// <summary>Fires the order, or moves its stop, where that price does.</summary>
    public static void Observe(Draft draft, Order order, Price price)
    {
        Trigger trigger = order.Conditions.Trigger;
        if (!trigger.IsHit(order.Side, price, order.Best))
        {
            if (trigger.Advance(order.Side, price, order.Best) is { IsSet: true } best)
                draft.Add(new TrailAdvanced(order.Id, best));
            return;
        }
        draft.Add(new OrderTriggered(order.Id, price, draft.Now));
        Aftermath.CancelSiblings(draft, order);
        if (order.Side == OrderSide.Sell)
            SendSale(draft, draft.Order(order.Id));
    }

    private static void ArmRest(Draft draft, Order order, Quantity rest)
    {
        Order next = draft.Intend(new IntendOrder(
            order.Strategy, order.Side, order.Type, order.TimeInForce, rest, order.Price, Money.Zero, order.ReferencePrice, $"the rest of {order.Id}")
        {
            Conditions = order.Conditions with { Group = "", Tag = "" },
        }, order.Id.JournalOf(draft.Book.Symbol));
        draft.Begin(next);
    }

    // A level, not the price that fired it, so that a restart decides alike.
    private static Price PriceOf(Order order) => order.Conditions.Trigger.LevelOf(order.Side, order.Best) is { IsSet: true } level ? level : order.ReferencePrice;

    private static Order? FindFired(PositionBook book, ClientOrderId id) =>
        book.FindOrder(id) is { Status: OrderStatus.Triggered, Side: OrderSide.Buy, CancelReason.Length: 0 } order ? order : null;

    private static Timestamp PermissionEnd(Order order) => order.Side == OrderSide.Buy ? order.TriggeredAt + PermissionLife : Timestamp.None;

    private static bool IsPast(Timestamp deadline, Timestamp now) => deadline.IsSet && deadline <= now;

    private static Timestamp Earlier(Timestamp a, Timestamp b) => !b.IsSet ? a : !a.IsSet || b < a ? b : a;
}

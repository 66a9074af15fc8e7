using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Positions;

/// <summary>What fills and ends of orders lead to among the others: guards grow, siblings go, successors come. In the same batch of events.</summary>
internal static class Aftermath
{
    public static void OfFill(Draft draft, Order order, ReportedFill fill)
    {
        if (order.Side == OrderSide.Buy)
            CancelSiblings(draft, order);
        ShrinkSuccessor(draft, order);
        if (order.Side == OrderSide.Buy && order.Conditions.Bracket.IsSet)
            Guard(draft, order, fill);
    }

    /// <summary>Goes on where an order left off that was to be escalated or amended.</summary>
    public static void OfEnd(Draft draft, Order order)
    {
        if (order.Rest.IsZero)
            CancelSiblings(draft, order);
        if (SuccessorOf(draft.Book, order.Id) is { } successor)
        {
            // The venue makes the new order only from what the old one left.
            if (order.Rest.IsZero && OrderLife.Next(successor.Status, OrderStep.Reject) is not null)
                draft.Add(new OrderRejected(successor.Id, OrderRejected.Overtaken, $"{order.Id} was filled first"));
        }
        else if (order.CancelReason == CancelCause.Escalated && !order.Rest.IsZero)
        {
            Escalate(draft, order);
        }
    }

    /// <summary>
    /// The first of a group ends the others: a buy with its first fill, a sale when it fires or is filled whole, since what it leaves still
    /// wants its guard. What the venue has of them ends once it says so. An order that was withdrawn for a sibling ends none.
    /// </summary>
    public static void CancelSiblings(Draft draft, Order order)
    {
        if (order.Conditions.Group.Length == 0 || order.CancelReason.Length > 0)
            return;
        foreach (Order sibling in draft.Book.WaitingOrders.Concat(draft.Book.OpenOrders))
        {
            if (IsSibling(sibling, order))
                draft.Withdraw(sibling, CancelCause.Sibling);
        }
    }

    public static bool IsSibling(Order one, Order other) => one.Id != other.Id && one.Strategy == other.Strategy
        && one.Conditions.Group.Length > 0 && one.Conditions.Group == other.Conditions.Group;

    /// <summary>Ends what guards nothing any more, and sends what fired and had to wait for another order's end.</summary>
    public static void Settle(Draft draft)
    {
        foreach (Order order in draft.Book.WaitingOrders)
        {
            if (order.Side == OrderSide.Sell && draft.Book.PositionOf(order.Strategy).Quantity.IsZero)
                draft.Withdraw(order, CancelCause.Flat);
            else if (order is { Status: OrderStatus.Triggered, Side: OrderSide.Sell })
                TriggerDecider.SendSale(draft, order);
        }
    }

    // What an entry bought is guarded from the moment that it is booked. Where its guards have fired already, it gets new ones.
    private static void Guard(Draft draft, Order entry, ReportedFill fill)
    {
        Bracket bracket = entry.Conditions.Bracket;
        string group = $"{entry.Id}/{draft.Book.LastOrderNumber + 1}";
        Order[] armed = [.. draft.Book.WaitingOrders.Where(o => o.Status == OrderStatus.Armed && o.Conditions.Parent == entry.Id)];
        foreach (Order guard in armed)
            draft.Add(new OrderResized(guard.Id, guard.Quantity + fill.Quantity, Money.Zero));
        if (armed.Length > 0)
            return;
        if (bracket.Stop.IsSet)
            Arm(draft, entry, fill, bracket.Stop, bracket.StopLimit, bracket.EscalatesAfter, group);
        if (bracket.Target.IsSet)
            Arm(draft, entry, fill, bracket.Target, Price.None, TimeSpan.Zero, group);
    }

    private static void Arm(Draft draft, Order entry, ReportedFill fill, Trigger trigger, Price limit, TimeSpan escalatesAfter, string group)
    {
        Order guard = draft.Intend(new IntendOrder(
            entry.Strategy, OrderSide.Sell, limit.IsSet ? OrderType.Limit : OrderType.Market, TimeInForce.Gtc,
            fill.Quantity, limit, Money.Zero, fill.Price, $"guards {entry.Id}")
        {
            Conditions = OrderConditions.None with
            {
                ReduceOnly = true, Trigger = trigger, EscalatesAfter = escalatesAfter, Group = group, Parent = entry.Id,
            },
        }, entry.Id.JournalOf(draft.Book.Symbol));
        draft.Begin(guard);
    }

    private static void ShrinkSuccessor(Draft draft, Order old)
    {
        if (SuccessorOf(draft.Book, old.Id) is { } successor && successor.Filled <= old.Rest && successor.Quantity > old.Rest && !old.Rest.IsZero)
            draft.Add(new OrderResized(successor.Id, old.Rest, Money.Zero));
    }

    private static Order? SuccessorOf(PositionBook book, ClientOrderId id) => book.OpenOrders.FirstOrDefault(o => o.Conditions.Replaces == id);

    private static void Escalate(Draft draft, Order order)
    {
        bool buy = order.Side == OrderSide.Buy;
        Quantity quantity = buy ? Quantity.Zero : Quantity.Min(order.Rest, draft.Book.Sellable(order.Strategy));
        Money funds = buy ? Money.NotionalDown(order.Price, order.Rest) : Money.Zero;
        if (buy ? funds < draft.Context.MinOrder || draft.Book.State != TradingState.Active : quantity.IsZero)
            return;
        Order market = draft.Intend(new IntendOrder(
            order.Strategy, order.Side, OrderType.Market, TimeInForce.Gtc, quantity, Price.None, funds, order.ReferencePrice, $"escalates {order.Id}")
        {
            Conditions = OrderConditions.None with { Tag = order.Conditions.Tag, Group = order.Conditions.Group, Parent = order.Conditions.Parent, Bracket = order.Conditions.Bracket },
        }, order.Id.JournalOf(draft.Book.Symbol));
        draft.Begin(market);
    }
}

using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Positions;

/// <summary>Opens, amends and withdraws orders.</summary>
internal static class IntentDecider
{
    public static Decision Intend(PositionBook book, IntendOrder c, in DecideContext context)
    {
        if (RefusalOf(book, c) is { } refusal)
            return Decision.Refuse(refusal);
        IntendOrder fitted = c.Side == OrderSide.Sell && c.Conditions.ReduceOnly && !c.Conditions.Trigger.IsSet
            ? c with { Quantity = Quantity.Min(c.Quantity, book.Sellable(c.Strategy)) }
            : c;
        Draft draft = new(book, context);
        draft.Begin(draft.Intend(fitted, context.JournalId));
        return draft.Decision;
    }

    /// <summary>Cancels go through in every state; an order that is withdrawn already stays so.</summary>
    public static Decision Withdraw(PositionBook book, WithdrawOrders c, in DecideContext context)
    {
        Draft draft = new(book, context);
        foreach (Order order in book.WaitingOrders.Concat(book.OpenOrders))
        {
            if (order.Strategy == c.Strategy && (c.Tag is null || order.Conditions.Tag == c.Tag))
                draft.Withdraw(order, c.Reason);
        }
        return draft.Decision;
    }

    /// <summary>
    /// The order that takes the place keeps tag, guards and group; it counts against cash and holdings only once the old one has ended.
    /// </summary>
    public static Decision Amend(PositionBook book, AmendOrder c, in DecideContext context)
    {
        if (book.FindTagged(c.Strategy, c.Tag) is not { } old)
            return Decision.Refuse(PositionDecider.UnknownOrder);
        if (old.Type != OrderType.Limit || !TickTable.IsOnTick(c.Price))
            return Decision.Refuse(PositionDecider.TermsInvalid);
        bool mayBeReplaced = old.IsWaiting || old.VenueOrderId.Length > 0;
        if (old.CancelReason.Length > 0 || !mayBeReplaced || old.Rest.IsZero)
            return Decision.Refuse(OrderLife.RefusalOf(old.Status, OrderStep.RequestCancel));
        if (old.Side == OrderSide.Buy && ExtraFunds(old, c.Price) > c.Extra)
            return Decision.Refuse(PositionDecider.AmendsToMore);
        Draft draft = new(book, context);
        draft.Withdraw(old, CancelCause.Amended);
        Order order = draft.Intend(new IntendOrder(
            old.Strategy, old.Side, old.Type, old.TimeInForce, old.Rest, c.Price, Money.Zero, old.ReferencePrice, $"amends {old.Id}")
        {
            Conditions = old.Conditions with { Replaces = old.Id },
            Permission = c.Permission,
        }, old.Id.JournalOf(book.Symbol));
        draft.Begin(order);
        return draft.Decision;
    }

    /// <summary>What the rest of a buy would spend more at that price, without fee; zero where it would spend less.</summary>
    public static Money ExtraFunds(Order old, Price price) =>
        Money.Max(Money.Zero, Money.NotionalDown(price, old.Rest) - Money.NotionalDown(old.Price, old.Rest));

    private static string? RefusalOf(PositionBook book, IntendOrder c)
    {
        bool marketBuy = c.Side == OrderSide.Buy && c.Type == OrderType.Market;
        bool priceless = c.Type == OrderType.Limit && !c.Price.IsSet;
        if (priceless || (marketBuy ? c.Funds <= Money.Zero : c.Quantity.IsZero))
            return PositionDecider.EmptyOrder;
        if (!AreValid(c))
            return PositionDecider.TermsInvalid;
        if (c.Conditions.Tag.Length > 0 && book.FindTagged(c.Strategy, c.Conditions.Tag) is { CancelReason.Length: 0 })
            return PositionDecider.TagTaken;
        if (c.Side == OrderSide.Buy && book.State != TradingState.Active)
            return PositionDecider.Reducing;
        return (c.Side == OrderSide.Sell ? RefusalOfSell(book, c) : null) ?? RefusalOfSecond(book, c);
    }

    private static bool AreValid(IntendOrder c)
    {
        OrderConditions conditions = c.Conditions;
        bool buy = c.Side == OrderSide.Buy;
        bool takesPlace = conditions.Parent != ClientOrderId.None || conditions.Replaces != ClientOrderId.None;
        return conditions.IsValid && !takesPlace && Holder.IsStrategy(c.Strategy)
            && (!buy || !conditions.ReduceOnly) && (buy || !conditions.Bracket.IsSet)
            && (c.Type == OrderType.Limit || c.TimeInForce is TimeInForce.Gtc or TimeInForce.Ioc);
    }

    // A plain order is the strategy's only one at the market: it waits for its end. So an answer to an old question cannot open a second.
    private static string? RefusalOfSecond(PositionBook book, IntendOrder c)
    {
        bool isPlain = c.Type == OrderType.Market && c.Conditions.Tag.Length == 0 && !c.Conditions.Trigger.IsSet;
        return isPlain && book.OpenOrders.Any(o => o.Strategy == c.Strategy && o.Type == OrderType.Market) ? PositionDecider.OrderOpen : null;
    }

    // What waits for a trigger is cut to what is held when it fires.
    private static string? RefusalOfSell(PositionBook book, IntendOrder c)
    {
        Quantity sellable = book.Sellable(c.Strategy);
        if (c.Conditions.Trigger.IsSet)
            return book.PositionOf(c.Strategy).Quantity.IsZero ? PositionDecider.NothingToSell : null;
        bool fits = c.Conditions.ReduceOnly ? !sellable.IsZero : c.Quantity <= sellable;
        return fits ? null : PositionDecider.NothingToSell;
    }
}

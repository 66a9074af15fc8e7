using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Positions;

/// <summary>
/// Holds a book against the venue's statement. What an order explains is looked up or adopted; what nothing explains, twice in a row, lets the
/// symbol only reduce until an operator accepts it. A statement that was taken before changes nothing.
/// </summary>
internal static class ReconcileDecider
{
    /// <summary>The orders of which the statement tells something that is not booked. Empty once nothing is missing.</summary>
    public static IReadOnlyList<ClientOrderId> FindUnsettled(PositionBook book, VenueStatement statement)
    {
        List<ClientOrderId> unsettled = [];
        foreach (Order order in book.OpenOrders)
        {
            StatedOrder? open = Find(statement.Open, order.Id);
            if (open is null || open.Executed != order.Filled || order.VenueOrderId.Length == 0)
                unsettled.Add(order.Id);
        }
        foreach (StatedOrder stated in statement.Open.Concat(statement.Closed))
        {
            if (book.FindGivenUp(stated.ClientOrderId) is not null)
                unsettled.Add(stated.ClientOrderId);
        }
        return unsettled;
    }

    public static Decision Reconcile(PositionBook book, ReconcileStatement c, in DecideContext context)
    {
        Draft draft = new(book, context);
        foreach (StatedOrder stated in c.Statement.Open.Concat(c.Statement.Closed))
        {
            long? number = stated.ClientOrderId.NumberIn(context.JournalId, book.Symbol);
            bool isNew = context.JournalId.Length > 0 && !draft.Book.AdoptedIds.Contains(stated.VenueOrderId);
            // What is ours is journaled before it is sent: a number beyond the last one is of events that never got into the journal.
            if (isNew && (number is { } own ? own > book.LastOrderNumber : stated.IsOpen || !stated.Executed.IsZero))
                draft.Add(new ExternalOrderAdopted(
                    stated.ClientOrderId, stated.VenueOrderId, stated.Side, stated.Price.IsSet ? OrderType.Limit : OrderType.Market,
                    stated.Quantity, stated.Price, Money.Zero, stated.CreatedAt, number ?? 0));
        }
        // Confirmed, since a single statement may have a balance whose order is not in the lists yet: that would be booked twice.
        if (c.IsOpening && c.IsConfirmed && book.LastOrderNumber == 0 && book.Positions.Count == 0 && draft.Book.AdoptedIds.Count == 0)
            draft.Add(new HoldingAdjusted(Holder.External, c.Statement.Balance, Money.Zero, "at the venue before the first order", draft.Now));
        JudgeDifference(draft, c);
        return draft.Decision;
    }

    public static Decision Accept(PositionBook book, AcceptDifference c, in DecideContext context)
    {
        Draft draft = new(book, context);
        Quantity booked = book.TotalQuantity;
        if (c.Balance > booked)
        {
            VirtualPosition external = book.PositionOf(Holder.External);
            draft.Add(new HoldingAdjusted(Holder.External, external.Quantity + (c.Balance - booked), external.Cost, "accepted by an operator", draft.Now));
        }
        else if (c.Balance < booked)
        {
            TakeFromAll(draft, booked - c.Balance);
        }
        if (book.State != TradingState.Active)
            draft.Add(new TradingStateChanged(TradingState.Active, "the difference was accepted by an operator", draft.Now));
        Aftermath.Settle(draft);
        return draft.Decision;
    }

    // Only a difference that stays, while nothing is under way that could explain it, is one.
    private static void JudgeDifference(Draft draft, ReconcileStatement c)
    {
        PositionBook book = draft.Book;
        Quantity booked = book.TotalQuantity, balance = c.Statement.Balance;
        bool isQuiet = FindUnsettled(book, c.Statement).Count == 0;
        if (!isQuiet)
            return;
        if (booked == balance)
        {
            if (book.State == TradingState.Reducing)
                draft.Add(new TradingStateChanged(TradingState.Active, $"the venue's balance of {balance} is explained again", draft.Now));
        }
        else if (c.IsConfirmed && book.State == TradingState.Active)
        {
            draft.Add(new TradingStateChanged(TradingState.Reducing, Explain(book.Symbol, booked, balance), draft.Now));
        }
    }

    private static string Explain(Symbol symbol, Quantity booked, Quantity balance) => balance > booked
        ? $"the venue has {balance} of {symbol}, the books {booked}: {balance - booked} came in that no order explains (a deposit?)"
        : $"the venue has {balance} of {symbol}, the books {booked}: {booked - balance} is gone that no order explains (a withdrawal?)";

    // What nobody explains is missing from what is nobody's first: others' holdings, dust, then the largest strategy's.
    private static void TakeFromAll(Draft draft, Quantity missing)
    {
        foreach (VirtualPosition position in draft.Book.Positions
            .OrderBy(p => p.Strategy == Holder.External ? 0 : p.Strategy == Holder.Dust ? 1 : 2)
            .ThenByDescending(p => p.Quantity).ThenBy(p => p.Strategy, StringComparer.Ordinal))
        {
            Quantity taken = Quantity.Min(missing, position.Quantity);
            if (taken.IsZero)
                continue;
            missing -= taken;
            Quantity rest = position.Quantity - taken;
            Money cost = rest.IsZero ? Money.Zero : position.Cost - position.Cost.ShareDown(taken, position.Quantity);
            draft.Add(new HoldingAdjusted(position.Strategy, rest, cost, "accepted by an operator", draft.Now));
        }
    }

    private static StatedOrder? Find(ValueList<StatedOrder> orders, ClientOrderId id) => orders.FirstOrDefault(o => o.ClientOrderId == id);
}

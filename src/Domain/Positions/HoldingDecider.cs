using CoinPilot.Values;

namespace CoinPilot.Positions;

/// <summary>Moves holdings between their holders.</summary>
internal static class HoldingDecider
{
    public static Decision SetDustAside(PositionBook book, SetDustAside c, in DecideContext context)
    {
        VirtualPosition held = book.PositionOf(c.Strategy);
        bool busy = book.OpenOrders.Any(o => o.Strategy == c.Strategy);
        if (held.Quantity.IsZero || busy || !c.Price.IsSet || Money.NotionalDown(c.Price, held.Quantity) >= context.MinOrder)
            return Decision.Refuse(PositionDecider.NotDust);
        Draft draft = new(book, context);
        draft.Add(new HoldingTransferred(
            c.Strategy, Holder.Dust, held.Quantity, held.Cost, $"worth less than {context.MinOrder} KRW at {c.Price}", context.Now));
        Aftermath.Settle(draft);
        return draft.Decision;
    }

    /// <summary>
    /// The venue sold more for a holder than is booked as his: somebody else did so by hand, or an order that was given up did after its coins
    /// were sold by another. It was taken from dust, then from the others, the largest holding first.
    /// </summary>
    public static void Cover(Draft draft, string holder, Quantity sold)
    {
        foreach (VirtualPosition position in draft.Book.Positions.Where(p => p.Strategy != holder)
            .OrderBy(p => p.Strategy == Holder.Dust ? 0 : 1).ThenByDescending(p => p.Quantity).ThenBy(p => p.Strategy, StringComparer.Ordinal))
        {
            Quantity booked = draft.Book.PositionOf(holder).Quantity;
            if (booked >= sold)
                return;
            Quantity taken = Quantity.Min(sold - booked, position.Quantity);
            if (!taken.IsZero)
                Take(draft, position, holder, taken);
        }
        VirtualPosition held = draft.Book.PositionOf(holder);
        if (held.Quantity < sold)
            draft.Add(new HoldingAdjusted(holder, sold, held.Cost, "sold at the venue, of coins not known before", draft.Now));
    }

    private static void Take(Draft draft, VirtualPosition position, string holder, Quantity taken) => draft.Add(new HoldingTransferred(
        position.Strategy, holder, taken,
        taken == position.Quantity ? position.Cost : position.Cost.ShareDown(taken, position.Quantity),
        $"sold at the venue for {holder}", draft.Now));
}

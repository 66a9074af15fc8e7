using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Positions;

/// <summary>Folds what happens to holdings other than by our own orders.</summary>
internal static class HoldingFold
{
    public static PositionBook Apply(PositionBook book, IPositionEvent @event) => @event switch
    {
        ExternalOrderAdopted e => Adopt(book, e),
        HoldingTransferred e => Transfer(book, e),
        HoldingAdjusted e => Put(book, book.PositionOf(e.Strategy) with
        {
            Quantity = e.Quantity,
            Cost = e.Cost,
            OpenedAt = e.Quantity.IsZero ? Timestamp.None : e.At,
        }),
        TradingStateChanged { State: TradingState.Active or TradingState.Reducing } e => book with { State = e.State, StateReason = e.Reason },
        _ => throw new InvalidOperationException($"unknown position event {@event}"),
    };

    private static PositionBook Adopt(PositionBook book, ExternalOrderAdopted e)
    {
        if (book.FindOrder(e.ClientOrderId) is not null || book.AdoptedIds.Contains(e.VenueOrderId))
            throw new InvalidOperationException($"order {e.ClientOrderId} of {book.Symbol} was adopted before");
        Order order = new(
            e.ClientOrderId, Holder.External, e.Side, e.Type, TimeInForce.Gtc, e.Quantity, e.Price, e.Funds, Price.None, e.VenueTime,
            OrderStatus.Open, e.VenueOrderId, Quantity.Zero, Money.Zero, Money.Zero, ValueList<string>.Empty);
        return book with
        {
            LastOrderNumber = Math.Max(book.LastOrderNumber, e.Number),
            OpenOrders = book.OpenOrders.Add(order),
            AdoptedIds = book.AdoptedIds.Add(e.VenueOrderId),
        };
    }

    private static PositionBook Transfer(PositionBook book, HoldingTransferred e)
    {
        VirtualPosition giver = book.PositionOf(e.From), taker = book.PositionOf(e.To);
        if (e.From == e.To || e.Quantity > giver.Quantity || e.Cost > giver.Cost)
            throw new InvalidOperationException($"{e.From} holds {giver.Quantity} {book.Symbol} at {giver.Cost}, not {e.Quantity} at {e.Cost} to hand over");
        Quantity rest = giver.Quantity - e.Quantity;
        PositionBook without = Put(book, giver with
        {
            Quantity = rest,
            Cost = giver.Cost - e.Cost,
            OpenedAt = rest.IsZero ? Timestamp.None : giver.OpenedAt,
        });
        return Put(without, taker.Bought(e.Quantity, e.Cost, Money.Zero, e.At));
    }

    private static PositionBook Put(PositionBook book, VirtualPosition position) =>
        book with { Positions = book.Positions.Put(p => p.Strategy == position.Strategy, position) };
}

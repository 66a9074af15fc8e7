using CoinPilot.Actors.Contract;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>Sends a symbol's requests to its venue.</summary>
internal sealed class VenueDesk(ActorRef execution, OrderFollowUp followUp)
{
    /// <summary>Sends what was decided then; asks instead where journaling took so long that another process may have the symbol by now.</summary>
    public void Send(Order order, PositionBook book, Timestamp decided, IActorContext context)
    {
        if (context.Now - decided > OrderFollowUp.SendLife)
        {
            LookUp(order, book, context);
            return;
        }
        followUp.NoteSent(order.Id);
        context.Send(execution, OrderRequests.ToSend(order, book));
    }

    /// <summary>Asks for the venue's record of an order, and once more for its end where that is wanted.</summary>
    public void LookUp(Order order, PositionBook book, IActorContext context)
    {
        Cancel(order, book, context);
        context.Send(execution, new LookUpOrder(order.Id, book.Symbol));
    }

    /// <summary>Asks to cancel an order that is to go.</summary>
    public void Cancel(Order order, PositionBook book, IActorContext context)
    {
        if (OrderRequests.IsToBeCancelled(order, book))
            context.Send(execution, new CancelOrder(order.Id, book.Symbol));
    }
}

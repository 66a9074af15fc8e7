using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Positions;

namespace CoinPilot.App.Views;

/// <summary>Hears of every durable change of a position, and hands it to the views.</summary>
internal sealed class Observer(OrderLog orders, LotView lots) : IPort
{
    /// <inheritdoc/>
    public void Deliver(object message, ActorRef sender)
    {
        orders.Deliver(message, sender);
        if (message is not PositionChanged changed)
            return;
        foreach (IPositionEvent @event in changed.Events)
            lots.Take(changed.Book.Symbol, @event);
    }
}

using CoinPilot.Actors.Contract;
using CoinPilot.Positions;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>Tells a symbol's strategies how they stand.</summary>
internal sealed class StrategyDesk(Symbol symbol, ActorRef portfolio)
{
    private readonly Dictionary<string, ActorRef> _strategies = new(StringComparer.Ordinal);

    public void Join(string name, PositionBook book, IActorContext context)
    {
        _strategies[name] = context.Sender;
        Tell(name, book, context);
    }

    public void Tell(string name, PositionBook book, IActorContext context)
    {
        if (_strategies.TryGetValue(name, out ActorRef? strategy))
            context.Send(strategy, OrderRequests.ViewFor(name, book));
    }

    /// <summary>Tells why nothing came of it, and how the strategy stands: it may have acted on an old answer, and waits again where an order of its is open.</summary>
    public void Deny(OrderDenied denied, Intent wanted, PositionBook book, IActorContext context)
    {
        context.Send(portfolio, new DenialCounted(symbol, denied, wanted));
        if (_strategies.TryGetValue(denied.Strategy, out ActorRef? strategy))
            context.Send(strategy, denied);
        Tell(denied.Strategy, book, context);
    }
}

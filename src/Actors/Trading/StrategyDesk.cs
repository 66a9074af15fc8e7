using CoinPilot.Actors.Contract;
using CoinPilot.Positions;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>Tells a symbol's strategies how they stand.</summary>
internal sealed class StrategyDesk(Symbol symbol, ActorRef portfolio)
{
    private readonly Dictionary<string, ActorRef> _strategies = new(StringComparer.Ordinal);

    private readonly FillLog _fills = new();

    /// <summary>The number of the newest fill.</summary>
    public long LastFill => _fills.Last;

    /// <summary>Takes an event that led to this book.</summary>
    public void Take(IPositionEvent @event, PositionBook book) => _fills.Take(@event, book);

    public void Join(JoinStrategy join, PositionBook book, IActorContext context)
    {
        _strategies[join.Strategy] = context.Sender;
        Tell(join.Strategy, book, context, join.AfterFill);
    }

    /// <summary>How the strategy stands, with its fills after that number, null for none of them, and which of its signals this carried out.</summary>
    public void Tell(string name, PositionBook book, IActorContext context, long? afterFill = null, long signal = 0)
    {
        if (_strategies.TryGetValue(name, out ActorRef? strategy))
            context.Send(strategy, OrderRequests.ViewFor(name, book, _fills, afterFill) with { Answers = signal });
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

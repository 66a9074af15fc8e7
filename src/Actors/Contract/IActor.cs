using CoinPilot.MarketData;

namespace CoinPilot.Actors.Contract;

/// <summary>
/// An actor: private state, one message at a time. No await, no clock, no randomness but the context's; it never blocks.
/// What it throws goes to supervision: the actor is replaced by a fresh instance, which recovers and goes on with the next message.
/// </summary>
public interface IActor
{
    /// <summary>Called once before the first message, after recovery where the actor is event-sourced.</summary>
    void Start(IActorContext context)
    {
    }

    /// <summary>Handles one message; for one it does not know it calls <see cref="IActorContext.Unhandled"/>.</summary>
    void Receive(object message, IActorContext context);

    /// <summary>Handles market data, the hot path: it must not allocate.</summary>
    void Receive(in MarketEvent market, IActorContext context) => context.Unhandled(market.Kind);
}

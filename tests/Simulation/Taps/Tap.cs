using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;

namespace CoinPilot.Simulation.Taps;

/// <summary>
/// Sits between one actor instance and its engine, and lets everything pass. A bug overrides what it gets wrong, an invariant what it looks at.
/// </summary>
internal class Tap
{
    /// <summary>The message that the actor is to see, or null for none.</summary>
    public virtual object? OnReceive(object message, IActorContext context) => message;

    /// <summary>Market data that the actor is about to see.</summary>
    public virtual void OnMarket(in MarketEvent market, IActorContext context)
    {
    }

    public virtual void Send(IActorContext context, ActorRef to, object message) => context.Send(to, message);

    public virtual void Persist(IActor actor, IActorContext context, IReadOnlyList<object> events, Action<IActorContext>? then) =>
        context.Persist(events, then);

    public virtual void Apply(IEventSourced actor, object @event) => actor.Apply(@event);

    public virtual IActor OnSpawn(string name, IActor child) => child;

    /// <summary>The actor has started, has handled a message, or has done what follows a persist.</summary>
    public virtual void OnHandled(IActor actor, IActorContext context)
    {
    }
}

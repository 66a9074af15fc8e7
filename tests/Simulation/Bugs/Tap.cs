using CoinPilot.Actors.Contract;

namespace CoinPilot.Simulation.Bugs;

/// <summary>Sits between one actor instance and its engine, and lets everything pass. A bug overrides what it gets wrong.</summary>
internal class Tap
{
    /// <summary>The message that the actor is to see, or null for none.</summary>
    public virtual object? OnReceive(object message, IActorContext context) => message;

    public virtual void Send(IActorContext context, ActorRef to, object message) => context.Send(to, message);

    public virtual void Persist(IActor actor, IActorContext context, IReadOnlyList<object> events, Action<IActorContext>? then) =>
        context.Persist(events, then);

    public virtual void Apply(IEventSourced actor, object @event) => actor.Apply(@event);

    public virtual IActor OnSpawn(string name, IActor child) => child;
}

using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Simulation.Taps;

/// <summary>The context of an actor behind a tap.</summary>
internal sealed class TappedContext(IActorContext inner, IActor actor, Tap tap) : IActorContext
{
    public IActorContext Inner => inner;

    public ActorRef Self => inner.Self;

    public ActorRef Sender => inner.Sender;

    public Timestamp Now => inner.Now;

    public long JournalSequence => inner.JournalSequence;

    public void Send(ActorRef to, object message) => tap.Send(inner, to, message);

    public void Send(ActorRef to, in MarketEvent market) => inner.Send(to, market);

    public void Reply(object message) => tap.Send(inner, inner.Sender, message);

    public void Persist(IReadOnlyList<object> events, Action<IActorContext>? then = null) => tap.Persist(actor, inner, events, context =>
    {
        then?.Invoke(context == inner ? this : new TappedContext(context, actor, tap));
        tap.OnHandled(actor, context);
    });

    public void Schedule(string key, TimeSpan delay, object message) => inner.Schedule(key, delay, message);

    public void SchedulePeriodic(string key, TimeSpan interval, object message) => inner.SchedulePeriodic(key, interval, message);

    public void Cancel(string key) => inner.Cancel(key);

    public void Watch(ActorRef watched) => inner.Watch(watched);

    public ActorRef Spawn(string name, Func<IActor> create) => inner.Spawn(name, () => tap.OnSpawn(name, create()));

    public void Stop(ActorRef stopped) => inner.Stop(stopped);

    public string NewId() => inner.NewId();

    public void Unhandled(object message) => inner.Unhandled(message);
}

using Akka.Actor;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Clustering.Engine;

/// <summary>What a host lets its actor do.</summary>
internal sealed class HostContext(ActorHost host) : IActorContext
{
    private readonly List<(AkkaRef To, object Message)> _held = [];
    private IActorRef _from = ActorRefs.NoSender;
    private ActorRef? _sender;
    private Timestamp _now;
    private bool _isHolding;

    public ActorRef Self => host.Address;

    public ActorRef Sender => _sender ??= host.Engine.AddressOf(_from);

    public Timestamp Now => _now.IsSet ? _now : _now = host.Engine.Now;

    public long JournalSequence => host.Journaling.Sequence;

    /// <summary>What the message in hand persists; null while it does not.</summary>
    public PersistInHand? Persisting { get; private set; }

    /// <summary>A message of that sender comes next.</summary>
    public void From(IActorRef sender)
    {
        _now = default;
        if (ReferenceEquals(_from, sender))
            return;
        _from = sender;
        _sender = null;
    }

    public void Send(ActorRef to, object message)
    {
        AkkaRef target = AkkaRef.Of(to);
        if (_isHolding)
            _held.Add((target, message));
        else
            target.Tell(message, host.Address.Target);
    }

    public void Send(ActorRef to, in MarketEvent market) => Send(to, new MarketMessage(in market));

    public void Reply(object message) => Send(Sender, message);

    public void Persist(IReadOnlyList<object> events, Action<IActorContext>? then = null)
    {
        if (host.Actor is not IEventSourced)
            throw new InvalidOperationException($"{host.Address} is not event-sourced");
        if (Persisting is not null)
            throw new InvalidOperationException($"{host.Address} persists twice in one message");
        Persisting = new PersistInHand(events, then, _from, Now);
        _isHolding = true;
    }

    public void Schedule(string key, TimeSpan delay, object message) => host.Timers.Set(key, delay, interval: null, message);

    public void SchedulePeriodic(string key, TimeSpan interval, object message) => host.Timers.Set(key, interval, interval, message);

    public void Cancel(string key) => host.Timers.Cancel(key);

    public void Watch(ActorRef actor)
    {
        if (actor is HostRef watched)
            watched.Tell(new WatchSignal(watched), host.Address.Target);
        else if (AkkaRef.Of(actor).Target is not MinimalActorRef)
            host.WatchElsewhere(AkkaRef.Of(actor).Target);
        // A port never ends.
    }

    public ActorRef Spawn(string name, Func<IActor> create) => host.SpawnChild(name, create);

    public void Stop(ActorRef actor)
    {
        if (actor.Equals(host.Address))
            host.StopRequested = true;
        else if (host.Family.Knows(actor))
            Send(actor, StopSignal.Instance);
        else
            throw new InvalidOperationException($"{host.Address} stops {actor}, which is not its child");
    }

    public string NewId() => host.Engine.NewId();

    public void Unhandled(object message) => host.Engine.Counters.CountUnhandled(MessageName.Of(message));

    /// <summary>Sends what was held until the events were durable.</summary>
    public void Release()
    {
        _isHolding = false;
        foreach ((AkkaRef to, object message) in _held)
            to.Tell(message, host.Address.Target);
        _held.Clear();
    }

    /// <summary>Forgets a persist, whether it came to pass or not.</summary>
    public void Reset()
    {
        _held.Clear();
        _isHolding = false;
        Persisting = null;
    }
}

using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Actors.InProcess;

/// <summary>What a cell lets its actor do.</summary>
internal sealed class ActorContext(ActorCell cell) : IActorContext
{
    private readonly ActorCell _cell = cell;
    private readonly Lane _lane = cell.Lane;
    private PendingPersist? _persist;
    private FanOut? _fanOut;
    private FanOut? _otherFanOut;

    public ActorRef Self => _cell;

    public ActorRef Sender { get; set; } = cell.Engine.DeadLetters;

    public Timestamp Now => new(_lane.Now.UnixMicros + _cell.Engine.SkewMicros);

    public long JournalSequence => _cell.Journaling.Sequence;

    /// <summary>True from the call of Persist until it is durable: what is sent is held.</summary>
    public bool IsHolding { get; set; }

    /// <summary>True once the message in hand has called Persist.</summary>
    public bool HasPersisted { get; set; }

    public PendingPersist Pending => _persist ??= new PendingPersist(_cell);

    public void Send(ActorRef to, object message)
    {
        if (IsHolding)
            Pending.Hold(InProcessRef.Of(to), message);
        else
            InProcessRef.Of(to).Accept(message, _cell, _lane);
    }

    public void Send(ActorRef to, in MarketEvent market)
    {
        if (to is ActorCell target && target.Lane == _lane && !IsHolding)
            _lane.Local.Add(target, in market, _cell);
        else if (IsHolding)
            Pending.Hold(InProcessRef.Of(to), in market);
        else
            InProcessRef.Of(to).Accept(in market, _cell, _lane);
    }

    public void Send(ActorRef[] readers, in MarketEvent market)
    {
        if (!IsHolding && _lane is VirtualLane { Local.IsUnlimited: true } && FanOutTo(readers) is { } fanOut)
        {
            _lane.Local.Add(fanOut, in market, _cell);
            return;
        }
        foreach (ActorRef reader in readers)
            Send(reader, in market);
    }

    public void Reply(object message) => Send(Sender, message);

    public void Persist(IReadOnlyList<object> events, Action<IActorContext>? then = null)
    {
        if (_cell.Actor is not IEventSourced)
            throw new InvalidOperationException($"{_cell} is not event-sourced");
        if (HasPersisted)
            throw new InvalidOperationException($"{_cell} persists twice in one message");
        HasPersisted = true;
        IsHolding = true;
        Pending.Open(events, then, Sender, Now);
    }

    public void Schedule(string key, TimeSpan delay, object message) => _cell.Timers.Set(key, delay, interval: null, message);

    public void SchedulePeriodic(string key, TimeSpan interval, object message) => _cell.Timers.Set(key, interval, interval, message);

    public void Cancel(string key) => _cell.Timers.Cancel(key);

    public void Watch(ActorRef actor)
    {
        // A port never ends.
        if (actor is ActorCell watched)
            watched.Accept(WatchSignal.Instance, _cell, _lane);
    }

    public ActorRef Spawn(string name, Func<IActor> create) => _cell.Family.SpawnChild(name, create);

    public void Stop(ActorRef actor)
    {
        if (actor == _cell)
            _cell.StopRequested = true;
        else if (actor is ActorCell child && child.Parent == _cell)
            Send(child, StopSignal.Instance);
        else
            throw new InvalidOperationException($"{_cell} stops {actor}, which is not its child");
    }

    public string NewId() => _cell.Engine.NewId(_lane);

    public void Unhandled(object message) => _cell.Engine.Counters.CountUnhandled(MessageName.Of(message));

    // An actor sends to the same few lists again and again.
    private FanOut? FanOutTo(ActorRef[] readers)
    {
        if (_fanOut?.Readers != readers)
        {
            (_fanOut, _otherFanOut) = (_otherFanOut, _fanOut);
            if (_fanOut?.Readers != readers)
                _fanOut = FanOut.IsPossible(readers, _lane) ? new FanOut(readers) : null;
        }
        return _fanOut;
    }

    /// <summary>Forgets a persist that did not come to pass.</summary>
    public void Reset()
    {
        _persist?.Close();
        IsHolding = false;
        HasPersisted = false;
    }
}

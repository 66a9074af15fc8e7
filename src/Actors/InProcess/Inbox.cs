using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;

namespace CoinPilot.Actors.InProcess;

/// <summary>
/// What other threads send to a worker: a bounded ring, and an overflow behind it that a full ring spills into, so that no
/// sender ever waits. In the overflow trades conflate to one per actor; all else is kept and counted. Order per sender holds:
/// while the overflow is in use everybody goes through it, and it is taken only after all that the ring held before.
/// </summary>
internal sealed class Inbox(int capacity, LiveLane owner)
{
    private readonly InboundRing _ring = new(capacity);
    private readonly Lock _gate = new();
    private RunQueue _overflow = new(limit: 0);
    private RunQueue _taken = new(limit: 0);
    private long _takenAfter;
    private long _spilled;
    private volatile bool _spilling;

    /// <summary>Grows with every message added.</summary>
    public long Added => _ring.Tail + Interlocked.Read(ref _spilled);

    /// <summary>True when nothing waits. For the consumer, or while it is parked.</summary>
    public bool IsEmpty => _ring.Tail == _ring.Head && !_spilling && _taken.Count == 0;

    public void Add(ActorCell to, object message, ActorRef sender)
    {
        if (_spilling || !_ring.TryAdd(to, message, sender))
            Spill(to, message, sender);
    }

    public void Add(ActorCell to, in MarketEvent market, ActorRef sender)
    {
        if (_spilling || !_ring.TryAdd(to, in market, sender))
            Spill(to, in market, sender);
    }

    public bool TryDispatchOne()
    {
        if (_taken.Count == 0)
        {
            if (_ring.TryDispatchOne(owner))
                return true;
            if (!_spilling)
                return false;
            TakeOverflow();
        }
        if (_ring.Head != _takenAfter)
            return _ring.TryDispatchOne(owner);
        ref Envelope envelope = ref _taken.Take();
        owner.Take(ref envelope);
        envelope.Message = null;
        return true;
    }

    private void TakeOverflow()
    {
        lock (_gate)
        {
            (_taken, _overflow) = (_overflow, _taken);
            _takenAfter = _ring.Tail;
            _spilling = false;
        }
    }

    private void Spill(ActorCell to, object message, ActorRef sender)
    {
        lock (_gate)
        {
            if (!_spilling && _ring.TryAdd(to, message, sender))
                return;
            StartSpilling(to);
            _overflow.Add(to, message, sender);
        }
    }

    private void Spill(ActorCell to, in MarketEvent market, ActorRef sender)
    {
        lock (_gate)
        {
            if (!_spilling && _ring.TryAdd(to, in market, sender))
                return;
            StartSpilling(to);
            _overflow.Add(to, in market, sender);
        }
    }

    private void StartSpilling(ActorCell to)
    {
        _spilling = true;
        Interlocked.Increment(ref _spilled);
        to.Engine.Counters.CountOverflow();
    }
}

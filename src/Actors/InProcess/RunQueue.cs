using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;

namespace CoinPilot.Actors.InProcess;

/// <summary>
/// A growing FIFO of envelopes for one thread at a time. Beyond <paramref name="limit"/> waiting envelopes it keeps one more trade
/// per actor: a newer one takes the older one's turn away and queues at the end, so that order holds. Nothing else is ever dropped.
/// </summary>
internal sealed class RunQueue(int limit)
{
    private const int InitialSlots = 16;

    private readonly int _limit = limit;
    private Dictionary<ActorCell, long>? _tradesBeyondLimit;
    private Envelope[] _slots = new Envelope[InitialSlots];
    private long _head;
    private long _tail;

    /// <summary>False where trades conflate.</summary>
    public bool IsUnlimited => _limit == int.MaxValue;

    public long Count => _tail - _head;

    public void Add(ActorCell to, object message, ActorRef sender)
    {
        ref Envelope slot = ref Claim();
        slot.To = to;
        slot.Sender = sender;
        slot.Message = message;
    }

    public void Add(ActorCell to, in MarketEvent market, ActorRef sender)
    {
        if (_tail - _head >= _limit && market.Kind == MarketEventKind.Trade)
            Conflate(to);
        ref Envelope slot = ref Claim();
        // A chain of actors comes round to the same slots again, and comparing costs less than storing a reference.
        if (slot.To != to)
            slot.To = to;
        if (slot.Sender != sender)
            slot.Sender = sender;
        slot.Market = market;
    }

    /// <summary>Market data to several actors; never conflated.</summary>
    public void Add(FanOut fanOut, in MarketEvent market, ActorRef sender)
    {
        ref Envelope slot = ref Claim();
        slot.To = (ActorCell)fanOut.Readers[0];
        if (slot.Sender != sender)
            slot.Sender = sender;
        slot.Message = fanOut;
        slot.Market = market;
    }

    public void Add(ref readonly Envelope envelope)
    {
        if (envelope.Message is null)
            Add(envelope.To!, in envelope.Market, envelope.Sender);
        else
            Add(envelope.To!, envelope.Message, envelope.Sender);
    }

    /// <summary>The oldest envelope, valid until the next call; the caller clears its message. The queue must not be empty.</summary>
    public ref Envelope Take() => ref _slots[_head++ & (_slots.Length - 1)];

    private ref Envelope Claim()
    {
        // One slot stays free: the envelope taken last is still being handled.
        Envelope[] slots = _slots;
        if (_tail - _head >= slots.Length - 1)
            slots = Grow();
        return ref slots[_tail++ & (slots.Length - 1)];
    }

    private Envelope[] Grow()
    {
        var larger = new Envelope[_slots.Length * 2];
        for (long i = _head; i < _tail; i++)
            larger[i & (larger.Length - 1)] = _slots[i & (_slots.Length - 1)];
        return _slots = larger;
    }

    private void Conflate(ActorCell to)
    {
        _tradesBeyondLimit ??= [];
        if (_tradesBeyondLimit.TryGetValue(to, out long older) && older >= _head)
        {
            _slots[older & (_slots.Length - 1)].To = null;
            to.Engine.Counters.CountConflated();
        }
        _tradesBeyondLimit[to] = _tail;
    }
}

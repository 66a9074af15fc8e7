using System.Numerics;
using System.Runtime.InteropServices;
using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;

namespace CoinPilot.Actors.InProcess;

/// <summary>
/// A bounded ring that any thread adds to and one thread takes from, without locks (Vyukov's queue with one consumer).
/// Capacity is rounded up to a power of two.
/// </summary>
internal sealed class InboundRing
{
    private readonly Slot[] _slots;
    private Positions _at;

    public InboundRing(int capacity)
    {
        _slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, capacity))];
        for (int i = 0; i < _slots.Length; i++)
            _slots[i].Turn = i;
    }

    /// <summary>How many were ever added, counting those still being written.</summary>
    public long Tail => Volatile.Read(ref _at.Tail);

    /// <summary>How many were ever taken.</summary>
    public long Head => Volatile.Read(ref _at.Head);

    public bool TryAdd(ActorCell to, object message, ActorRef sender)
    {
        if (!TryClaim(out long position))
            return false;
        ref Slot slot = ref _slots[position & (_slots.Length - 1)];
        slot.Envelope.To = to;
        slot.Envelope.Sender = sender;
        slot.Envelope.Message = message;
        Volatile.Write(ref slot.Turn, position + 1);
        return true;
    }

    public bool TryAdd(ActorCell to, in MarketEvent market, ActorRef sender)
    {
        if (!TryClaim(out long position))
            return false;
        ref Slot slot = ref _slots[position & (_slots.Length - 1)];
        slot.Envelope.To = to;
        slot.Envelope.Sender = sender;
        slot.Envelope.Market = market;
        Volatile.Write(ref slot.Turn, position + 1);
        return true;
    }

    /// <summary>Hands the oldest envelope, if one is completely written, to the worker, and frees the slot.</summary>
    public bool TryDispatchOne(LiveLane to)
    {
        long head = _at.Head;
        ref Slot slot = ref _slots[head & (_slots.Length - 1)];
        if (Volatile.Read(ref slot.Turn) != head + 1)
            return false;
        to.Take(ref slot.Envelope);
        slot.Envelope.Message = null;
        Volatile.Write(ref slot.Turn, head + _slots.Length);
        Volatile.Write(ref _at.Head, head + 1);
        return true;
    }

    private bool TryClaim(out long position)
    {
        position = Volatile.Read(ref _at.Tail);
        while (true)
        {
            long turn = Volatile.Read(ref _slots[position & (_slots.Length - 1)].Turn);
            if (turn == position)
            {
                long seen = Interlocked.CompareExchange(ref _at.Tail, position + 1, position);
                if (seen == position)
                    return true;
                position = seen;
            }
            else if (turn < position)
            {
                return false;
            }
            else
            {
                position = Volatile.Read(ref _at.Tail);
            }
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Slot
    {
        public long Turn;
        public Envelope Envelope;
    }

    // Producers and the consumer write different cache lines.
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Positions
    {
        [FieldOffset(128)] public long Tail;
        [FieldOffset(256)] public long Head;
    }
}

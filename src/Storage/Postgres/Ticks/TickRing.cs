using System.Numerics;

namespace CoinPilot.Storage.Postgres.Ticks;

/// <summary>
/// A bounded ring that one thread at a time adds to and another takes from, without locks or allocation. Full, it takes no more.
/// Capacity is rounded up to a power of two.
/// </summary>
internal sealed class TickRing(int capacity)
{
    private readonly Tick[] _slots = new Tick[BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, capacity))];
    private long _tail;
    private long _head;

    /// <summary>How many wait.</summary>
    public int Count => (int)(Volatile.Read(ref _tail) - Volatile.Read(ref _head));

    /// <summary>False when it is full.</summary>
    public bool TryAdd(in Tick tick)
    {
        if (_tail - Volatile.Read(ref _head) == _slots.Length)
            return false;
        _slots[_tail & (_slots.Length - 1)] = tick;
        Volatile.Write(ref _tail, _tail + 1);
        return true;
    }

    /// <summary>The oldest that wait, up to <paramref name="most"/>; they stay until <see cref="Remove"/>.</summary>
    public Tick[] Peek(int most)
    {
        Tick[] oldest = new Tick[Math.Min(most, Count)];
        for (int i = 0; i < oldest.Length; i++)
            oldest[i] = _slots[(_head + i) & (_slots.Length - 1)];
        return oldest;
    }

    /// <summary>Takes away the oldest.</summary>
    public void Remove(int count) => Volatile.Write(ref _head, _head + count);
}

using System.Collections.Concurrent;
using Akka.Actor;
using CoinPilot.Actors.Contract;

namespace CoinPilot.Clustering.Engine;

/// <summary>
/// Envelopes that wait for one actor. Beyond <paramref name="limit"/> it keeps one more trade: a newer one takes the older one's turn away
/// and queues at the end, so that order holds. Nothing else is ever dropped. Any thread adds, one at a time takes.
/// </summary>
internal sealed class BoundedQueue(int limit, EngineCounters counters)
{
    private readonly ConcurrentQueue<Envelope> _queue = new();
    private MarketMessage? _beyond;
    private int _count;

    /// <summary>Those conflated away counted until their turn comes.</summary>
    public int Count => Volatile.Read(ref _count);

    public void Add(in Envelope envelope)
    {
        if (Interlocked.Increment(ref _count) > limit)
            AddBeyond(envelope.Message as MarketMessage);
        _queue.Enqueue(envelope);
    }

    public bool TryTake(out Envelope envelope)
    {
        while (_queue.TryDequeue(out envelope))
        {
            Interlocked.Decrement(ref _count);
            if (envelope.Message is not MarketMessage market || market.TryTake())
                return true;
        }
        return false;
    }

    private void AddBeyond(MarketMessage? market)
    {
        counters.CountOverflow();
        if (market is { IsTrade: true } && Interlocked.Exchange(ref _beyond, market)?.TryConflate() == true)
            counters.CountConflated();
    }
}

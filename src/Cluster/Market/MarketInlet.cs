using Akka.Streams;
using CoinPilot.Clustering.Engine;
using CoinPilot.MarketData;

namespace CoinPilot.Clustering.Market;

/// <summary>Where a venue's stream puts its events into a <see cref="MarketGraph"/>. For one thread at a time.</summary>
public sealed class MarketInlet
{
    private readonly ISourceQueueWithComplete<MarketTick> _queue;

    internal MarketInlet(ISourceQueueWithComplete<MarketTick> queue) => _queue = queue;

    /// <summary>
    /// Takes an event of the symbol of that number. Waits while the graph's buffer is full, so that the connection is read no faster. Throws
    /// <see cref="OperationCanceledException"/> when the graph has ended.
    /// </summary>
    public void Take(int symbol, in MarketEvent market)
    {
        IQueueOfferResult result = _queue.OfferAsync(new MarketTick(symbol, new MarketMessage(in market))).GetAwaiter().GetResult();
        if (result is not QueueOfferResult.Enqueued)
            throw new OperationCanceledException("the way to the actors has ended");
    }
}

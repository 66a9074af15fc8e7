using CoinPilot.Matching;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>
/// Hands frames to whom they concern, each written once per format. A subscriber whose queue is full is cut off and counted.
/// Guarded by the floor's lock, but for <see cref="IsCongested"/>.
/// </summary>
internal sealed class Broadcast(IReadOnlyList<MarketTape> markets, VenueTerms terms, int queueLimit) : IDisposable
{
    private static readonly StreamKind[] MarketKinds = [StreamKind.Trade, StreamKind.Ticker, StreamKind.Candle];

    private readonly FrameWriter _writer = new();
    private readonly byte[]?[] _written = new byte[Enum.GetValues<WireFormat>().Length][];
    private Subscriber[] _subscribers = [];

    /// <summary>Subscribers cut off because they were too slow.</summary>
    public long CutOffCount { get; private set; }

    public int SubscriberCount => _subscribers.Length;

    public bool HasMarketSubscriber =>
        _subscribers.Any(s => !s.Subscription.IsEmpty && markets.Any(m => MarketKinds.Any(kind => s.Subscription.Wants(kind, m.Index))));

    public void Add(Subscriber subscriber) => _subscribers = [.. _subscribers, subscriber];

    public void Remove(Subscriber subscriber) => _subscribers = [.. _subscribers.Where(s => s != subscriber)];

    public void CountCutOff() => CutOffCount++;

    /// <summary>True while any subscriber has so many frames waiting.</summary>
    public bool IsCongested(int limit)
    {
        foreach (Subscriber subscriber in Volatile.Read(ref _subscribers))
        {
            if (subscriber.Pending >= limit)
                return true;
        }
        return false;
    }

    /// <summary>Replaces a subscription and sends its snapshots.</summary>
    public void Subscribe(Subscriber subscriber, WireFormat format, IReadOnlyList<SocketTopic> topics)
    {
        subscriber.Subscription = Subscription.Of(format, topics, markets);
        foreach (SocketTopic topic in topics.Where(t => t.WantsSnapshot && t.Kind != StreamKind.MyOrder))
        {
            foreach (MarketTape market in Subscription.MarketsOf(topic, markets).Where(m => m.HasTraded))
                subscriber.Send(MarketFrames.Write(_writer, format, topic.Kind, market, StreamType.Snapshot));
        }
    }

    public void MarketChanged(StreamKind kind, MarketTape market)
    {
        Array.Clear(_written);
        foreach (Subscriber subscriber in _subscribers)
        {
            if (!subscriber.Subscription.Wants(kind, market.Index))
                continue;
            WireFormat format = subscriber.Subscription.Format;
            Send(subscriber, _written[(int)format] ??= MarketFrames.Write(_writer, format, kind, market, StreamType.Realtime));
        }
    }

    public void OrderChanged(VenueOrder order, VenueFill? fill, Timestamp time) => Tell(new OrderChange(order, fill, time));

    public void OrderPrevented(VenueOrder order, Timestamp time) => Tell(new OrderChange(order, null, time, IsPrevention: true));

    private void Tell(OrderChange change)
    {
        Array.Clear(_written);
        int market = markets.First(m => m.Symbol == change.Order.Request.Symbol).Index;
        foreach (Subscriber subscriber in _subscribers)
        {
            if (!subscriber.Subscription.Wants(StreamKind.MyOrder, market))
                continue;
            WireFormat format = subscriber.Subscription.Format;
            Send(subscriber, _written[(int)format] ??= MyOrderFrame.Write(_writer, format, change, terms));
        }
    }

    public void Dispose() => _writer.Dispose();

    private void Send(Subscriber subscriber, byte[] frame)
    {
        if (subscriber.Pending < queueLimit)
        {
            subscriber.Send(frame);
            return;
        }
        Remove(subscriber);
        CutOffCount++;
        subscriber.CutOff();
    }
}

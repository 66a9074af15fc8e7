using CoinPilot.Matching;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>
/// Hands frames to whom they concern, each written once per format. A subscriber whose queue is full is cut off and counted.
/// Guarded by the floor's lock, but for <see cref="IsCongested"/>.
/// </summary>
internal sealed class Broadcast(MarketList markets, VenueTerms terms, int queueLimit) : IDisposable
{
    private readonly FrameWriter _writer = new();
    private readonly Dictionary<(WireFormat Format, BookView View), byte[]> _written = [];
    private readonly bool[] _isWanted = new bool[SocketTopic.Slots];
    private Subscriber[] _subscribers = [];

    /// <summary>Subscribers cut off because they were too slow.</summary>
    public long CutOffCount { get; private set; }

    public int SubscriberCount => _subscribers.Length;

    public bool HasMarketSubscriber => _subscribers.Any(s => s.Subscription.WantsMarkets);

    public IReadOnlyList<Subscriber> Subscribers => _subscribers;

    public void Add(Subscriber subscriber) => _subscribers = [.. _subscribers, subscriber];

    public void Remove(Subscriber subscriber)
    {
        _subscribers = [.. _subscribers.Where(s => s != subscriber)];
        NoteWanted();
    }

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
        NoteWanted();
        foreach (SocketTopic topic in topics.Where(t => t.WantsSnapshot && !t.IsPrivate))
        {
            foreach ((MarketTape market, BookView view) in Subscription.MarketsOf(topic, markets).Where(m => m.Market.HasTraded))
                subscriber.Send(MarketFrames.Write(_writer, format, new MarketFrame(topic.Kind, market, StreamType.Snapshot) { Unit = topic.Unit, View = view }));
        }
    }

    public void MarketChanged(StreamKind kind, MarketTape market, CandleUnit? unit = null)
    {
        int slot = SocketTopic.SlotOf(kind, unit);
        if (!_isWanted[slot])
            return;
        _written.Clear();
        foreach (Subscriber subscriber in _subscribers)
        {
            Subscription wish = subscriber.Subscription;
            if (!wish.Wants(slot, market.Index))
                continue;
            BookView view = kind == StreamKind.OrderBook ? wish.BookOf(market.Index) : default;
            if (!_written.TryGetValue((wish.Format, view), out byte[]? frame))
            {
                frame = MarketFrames.Write(_writer, wish.Format, new MarketFrame(kind, market, StreamType.Realtime) { Unit = unit, View = view });
                _written.Add((wish.Format, view), frame);
            }
            Send(subscriber, frame);
        }
    }

    public void OrderChanged(VenueOrder order, VenueFill? fill, Timestamp time) => Tell(new OrderChange(order, fill, time));

    public void OrderPrevented(VenueOrder order, Timestamp time) => Tell(new OrderChange(order, null, time, IsPrevention: true));

    public void AssetsChanged(IReadOnlyList<AssetChange> assets, Timestamp time)
    {
        string id = Guid.NewGuid().ToString();
        ToWhoWants(StreamKind.MyAsset, market: 0, format => MyAssetFrame.Write(_writer, format, id, assets, time));
    }

    public void Dispose() => _writer.Dispose();

    private void Tell(OrderChange change) => ToWhoWants(
        StreamKind.MyOrder, markets.Find(change.Order.Request.Symbol.Code)!.Index, format => MyOrderFrame.Write(_writer, format, change, terms));

    private void ToWhoWants(StreamKind kind, int market, Func<WireFormat, byte[]> write)
    {
        int slot = SocketTopic.SlotOf(kind);
        if (!_isWanted[slot])
            return;
        _written.Clear();
        foreach (Subscriber subscriber in _subscribers)
        {
            if (!subscriber.Subscription.Wants(slot, market))
                continue;
            WireFormat format = subscriber.Subscription.Format;
            if (!_written.TryGetValue((format, default), out byte[]? frame))
                _written.Add((format, default), frame = write(format));
            Send(subscriber, frame);
        }
    }

    private void NoteWanted()
    {
        Array.Clear(_isWanted);
        foreach (int slot in _subscribers.SelectMany(s => s.Subscription.Slots))
            _isWanted[slot] = true;
    }

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

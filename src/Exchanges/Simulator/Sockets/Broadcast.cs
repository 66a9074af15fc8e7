using CoinPilot.Matching;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>
/// Hands frames to whom they concern, each written once per format. A subscriber whose queue is full is cut off and counted.
/// Guarded by the floor's lock, but for <see cref="IsCongested"/>.
/// </summary>
internal sealed class Broadcast(MarketList markets, VenueTerms terms, int queueLimit, FaultBoard faults) : IDisposable
{
    private readonly FrameWriter _writer = new();
    private readonly Dictionary<(WireFormat Format, BookView View), byte[]> _written = [];
    private readonly bool[] _isWanted = new bool[SocketTopic.Slots];
    private Subscriber[] _subscribers = [];
    private long _framesSent;
    private long _messagesHandled;

    /// <summary>Subscribers cut off because they were too slow.</summary>
    public long CutOffCount { get; private set; }

    /// <summary>Frames ever queued for any subscriber. Any thread.</summary>
    public long FramesSent => Interlocked.Read(ref _framesSent);

    /// <summary>A frame was queued for a subscriber. Any thread.</summary>
    public void CountFrame() => Interlocked.Increment(ref _framesSent);

    /// <summary>Messages of subscribers that were handled. Any thread.</summary>
    public long MessagesHandled => Interlocked.Read(ref _messagesHandled);

    /// <summary>A subscriber's message was handled: what it is answered with is queued. Any thread.</summary>
    public void CountMessage() => Interlocked.Increment(ref _messagesHandled);

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

    /// <summary>Added to every frame's <c>timestamp</c>.</summary>
    public long SkewMillis { set => _writer.SkewMillis = value; }

    public bool IsWanted(StreamKind kind, CandleUnit? unit) => _isWanted[SocketTopic.SlotOf(kind, unit)];

    public void Publish(in MarketFrame told)
    {
        int slot = SocketTopic.SlotOf(told.Kind, told.Unit);
        if (!_isWanted[slot])
            return;
        _written.Clear();
        foreach (Subscriber subscriber in _subscribers)
        {
            Subscription wish = subscriber.Subscription;
            if (!wish.Wants(slot, told.Market.Index))
                continue;
            BookView view = told.Kind == StreamKind.OrderBook ? wish.BookOf(told.Market.Index) : default;
            if (!_written.TryGetValue((wish.Format, view), out byte[]? frame))
                _written.Add((wish.Format, view), frame = MarketFrames.Write(_writer, wish.Format, told with { View = view }));
            Send(subscriber, frame, told.Market.Symbol.Code);
        }
    }

    public void OrderChanged(VenueOrder order, VenueFill? fill, Timestamp time) => Tell(new OrderChange(order, fill, time));

    public void OrderPrevented(VenueOrder order, Timestamp time) => Tell(new OrderChange(order, null, time, IsPrevention: true));

    public void AssetsChanged(IReadOnlyList<AssetChange> assets, Timestamp time)
    {
        string id = Guid.NewGuid().ToString();
        ToWhoWants(StreamKind.MyAsset, markets.All[0], format => MyAssetFrame.Write(_writer, format, id, assets, time));
    }

    public void Dispose() => _writer.Dispose();

    private void Tell(OrderChange change) => ToWhoWants(
        StreamKind.MyOrder, markets.Find(change.Order.Request.Symbol.Code)!, format => MyOrderFrame.Write(_writer, format, change, terms));

    private void ToWhoWants(StreamKind kind, MarketTape market, Func<WireFormat, byte[]> write)
    {
        int slot = SocketTopic.SlotOf(kind);
        if (!_isWanted[slot])
            return;
        _written.Clear();
        foreach (Subscriber subscriber in _subscribers)
        {
            if (!subscriber.Subscription.Wants(slot, market.Index))
                continue;
            WireFormat format = subscriber.Subscription.Format;
            if (!_written.TryGetValue((format, default), out byte[]? frame))
                _written.Add((format, default), frame = write(format));
            Send(subscriber, frame, kind == StreamKind.MyOrder ? market.Symbol.Code : null);
        }
    }

    private void NoteWanted()
    {
        Array.Clear(_isWanted);
        foreach (int slot in _subscribers.SelectMany(s => s.Subscription.Slots))
            _isWanted[slot] = true;
    }

    private void Send(Subscriber subscriber, byte[] frame, string? symbol)
    {
        var place = new FaultPlace(Symbol: symbol, Socket: subscriber.IsPrivate ? "private" : "public");
        if (faults.Strike(FaultKind.MuteSocket, place) is not null)
            return;
        bool isDropped = faults.Strike(FaultKind.DropSocket, place) is not null;
        if (!isDropped && subscriber.Pending < queueLimit)
        {
            subscriber.Send(frame);
            return;
        }
        Remove(subscriber);
        if (!isDropped)
            CutOffCount++;
        subscriber.CutOff();
    }
}

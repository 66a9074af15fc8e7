using System.Buffers;
using System.Text.Json;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>What one connection is subscribed to; a new request replaces it whole. Unknown codes are passed over in silence.</summary>
internal sealed class Subscription
{
    private readonly bool[] _wanted;
    private readonly IReadOnlyDictionary<int, BookView> _books;
    private readonly IReadOnlyList<SocketTopic> _topics;

    private Subscription(WireFormat format, IReadOnlyList<SocketTopic> topics, bool[] wanted, IReadOnlyDictionary<int, BookView> books)
    {
        (Format, _topics, _wanted, _books) = (format, topics, wanted, books);
    }

    public static Subscription None { get; } = new(WireFormat.Default, [], [], new Dictionary<int, BookView>());

    public WireFormat Format { get; }

    public bool IsEmpty => _topics.Count == 0;

    /// <summary>The slots of which any market's changes are wanted.</summary>
    public IEnumerable<int> Slots => _topics.Where(t => t.WantsRealtime).Select(t => t.Slot);

    /// <summary>True when it listens to any market.</summary>
    public bool WantsMarkets => _wanted.Length > 0 && _topics.Any(t => !t.IsPrivate && t.WantsRealtime);

    public static Subscription Of(WireFormat format, IReadOnlyList<SocketTopic> topics, MarketList markets)
    {
        bool[] wanted = new bool[markets.All.Count * SocketTopic.Slots];
        var books = new Dictionary<int, BookView>();
        foreach (SocketTopic topic in topics.Where(t => t.WantsRealtime))
        {
            foreach ((MarketTape market, BookView view) in MarketsOf(topic, markets))
            {
                wanted[market.Index * SocketTopic.Slots + topic.Slot] = true;
                books[market.Index] = topic.Kind == StreamKind.OrderBook ? view : books.GetValueOrDefault(market.Index);
            }
        }
        return new Subscription(format, topics, wanted, books);
    }

    /// <summary>The markets that a topic names, each once; an order book's grouping must be one that its market takes.</summary>
    public static IEnumerable<(MarketTape Market, BookView View)> MarketsOf(SocketTopic topic, MarketList markets)
    {
        if (topic.IsPrivate && topic.Codes.Count == 0)
            return markets.All.Select(m => (m, default(BookView)));
        IEnumerable<(MarketTape Market, BookView View)> named = topic.Codes
            .Select(code => topic.Kind == StreamKind.OrderBook ? BookView.Parse(code, topic.Level) : (code, default))
            .Select(c => (Market: markets.Find(c.Item1), View: c.Item2))
            .Where(c => c.Market is not null).Select(c => (c.Market!, c.View)).DistinctBy(c => c.Item1);
        return topic.Level.IsSet ? named.Where(n => BookWindow.LevelsOf(n.Market.Market).Contains(topic.Level)) : named;
    }

    public bool Wants(int slot, int market)
    {
        int at = market * SocketTopic.Slots + slot;
        return at < _wanted.Length && _wanted[at];
    }

    public BookView BookOf(int market) => _books[market];

    public Subscription With(WireFormat format) => new(format, _topics, _wanted, _books);

    /// <summary>The answer to LIST_SUBSCRIPTIONS.</summary>
    public byte[] ToListFrame(string ticket)
    {
        bool isSimple = Format is WireFormat.Simple or WireFormat.SimpleList;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString(isSimple ? "mthd" : "method", "LIST_SUBSCRIPTIONS");
            json.WriteStartArray(isSimple ? "rslt" : "result");
            foreach (SocketTopic topic in _topics)
                WriteTopic(json, topic, isSimple);
            json.WriteEndArray();
            json.WriteString(isSimple ? "tck" : "ticket", ticket);
            json.WriteEndObject();
        }
        return SocketFrame.Of(buffer.WrittenSpan);
    }

    private static void WriteTopic(Utf8JsonWriter json, SocketTopic topic, bool isSimple)
    {
        json.WriteStartObject();
        json.WriteString(isSimple ? "ty" : "type", topic.TypeName);
        if (topic.Kind is not (StreamKind.MyAsset or StreamKind.Announcement))
        {
            json.WriteStartArray(isSimple ? "cds" : "codes");
            foreach (string code in topic.Codes)
                json.WriteStringValue(code);
            json.WriteEndArray();
        }
        if (topic.Kind == StreamKind.OrderBook)
            json.WriteNumber(isSimple ? "lv" : "level", topic.Level.ToDecimal());
        json.WriteEndObject();
    }
}

using System.Buffers;
using System.Text.Json;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>What one connection is subscribed to; a new request replaces it whole. Unknown codes are passed over in silence.</summary>
internal sealed class Subscription
{
    private static readonly int Kinds = Enum.GetValues<StreamKind>().Length;

    private readonly bool[] _wanted;
    private readonly IReadOnlyList<SocketTopic> _topics;

    private Subscription(WireFormat format, IReadOnlyList<SocketTopic> topics, bool[] wanted)
    {
        Format = format;
        _topics = topics;
        _wanted = wanted;
    }

    public static Subscription None { get; } = new(WireFormat.Default, [], []);

    public WireFormat Format { get; }

    public bool IsEmpty => _topics.Count == 0;

    public static Subscription Of(WireFormat format, IReadOnlyList<SocketTopic> topics, IReadOnlyList<MarketTape> markets)
    {
        bool[] wanted = new bool[markets.Count * Kinds];
        foreach (SocketTopic topic in topics.Where(t => t.WantsRealtime))
        {
            foreach (MarketTape market in MarketsOf(topic, markets))
                wanted[market.Index * Kinds + (int)topic.Kind] = true;
        }
        return new Subscription(format, topics, wanted);
    }

    public static IEnumerable<MarketTape> MarketsOf(SocketTopic topic, IReadOnlyList<MarketTape> markets) =>
        topic.Codes.Count == 0 && topic.Kind == StreamKind.MyOrder
            ? markets
            : topic.Codes.Distinct(StringComparer.Ordinal).SelectMany(code => markets.Where(m => m.Symbol.Code == code));

    public bool Wants(StreamKind kind, int market)
    {
        int at = market * Kinds + (int)kind;
        return at < _wanted.Length && _wanted[at];
    }

    public Subscription With(WireFormat format) => new(format, _topics, _wanted);

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
            {
                json.WriteStartObject();
                json.WriteString(isSimple ? "ty" : "type", topic.TypeName);
                json.WriteStartArray(isSimple ? "cds" : "codes");
                foreach (string code in topic.Codes)
                    json.WriteStringValue(code);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteString(isSimple ? "tck" : "ticket", ticket);
            json.WriteEndObject();
        }
        return SocketFrame.Of(buffer.WrittenSpan);
    }
}

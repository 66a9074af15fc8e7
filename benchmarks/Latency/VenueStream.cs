using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace CoinPilot.Benchmarks.Latency;

/// <summary>
/// A connection to a venue in memory: tells the probe when an order's last byte was written, then answers that it is done, and a look-up with its fill.
/// </summary>
internal sealed class VenueStream(Probe probe) : Stream
{
    private const decimal Price = 121_000_000m;

    // The client may look an order up over another connection than it was placed on.
    private static readonly Dictionary<string, (string Market, string Side, string Volume)> Shared = new(StringComparer.Ordinal);

    private readonly Channel<byte[]> _answers = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly MemoryStream _request = new();
    private ReadOnlyMemory<byte> _answer;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _request.Write(buffer.Span);
        Answer();
        return ValueTask.CompletedTask;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_answer.IsEmpty)
            _answer = await _answers.Reader.ReadAsync(cancellationToken);
        int length = Math.Min(buffer.Length, _answer.Length);
        _answer[..length].CopyTo(buffer);
        _answer = _answer[length..];
        return length;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Answer()
    {
        ReadOnlySpan<byte> bytes = _request.GetBuffer().AsSpan(0, (int)_request.Length);
        int head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return;
        string start = Encoding.ASCII.GetString(bytes[..head]);
        bool isOrder = start.StartsWith("POST", StringComparison.Ordinal);
        int length = isOrder ? int.Parse(After(start, "Content-Length: ")) : 0;
        if (bytes.Length < head + 4 + length)
            return;
        byte[] body = isOrder ? Place(bytes.Slice(head + 4, length)) : LookUp(After(start, "identifier="));
        _request.SetLength(0);
        _answers.Writer.TryWrite([.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"), .. body]);
    }

    private byte[] Place(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using JsonDocument order = JsonDocument.ParseValue(ref reader);
        string market = order.RootElement.GetProperty("market").GetString()!;
        probe.Sent(market);
        string id = order.RootElement.GetProperty("identifier").GetString()!, side = order.RootElement.GetProperty("side").GetString()!;
        string volume = order.RootElement.TryGetProperty("volume", out JsonElement stated)
            ? stated.GetString()!
            : decimal.Round(decimal.Parse(order.RootElement.GetProperty("price").GetString()!) / Price, 8, MidpointRounding.ToZero).ToString();
        lock (Shared)
            Shared[id] = (market, side, volume);
        return Record(id, market, side, volume, withTrades: false);
    }

    private static byte[] LookUp(string id)
    {
        lock (Shared)
            return Record(id, Shared[id].Market, Shared[id].Side, Shared[id].Volume, withTrades: true);
    }

    private static byte[] Record(string id, string market, string side, string volume, bool withTrades)
    {
        string trades = withTrades
            ? $$""","trades":[{"market":"{{market}}","uuid":"t-{{id}}","price":"{{Price}}","volume":"{{volume}}","created_at":"2025-12-11T14:48:10+09:00","side":"{{side}}"}]"""
            : "";
        return Encoding.ASCII.GetBytes(
            $$"""{"market":"{{market}}","uuid":"u-{{id}}","side":"{{side}}","ord_type":"price","state":"done","created_at":"2025-12-11T14:48:10+09:00","executed_volume":"{{volume}}","identifier":"{{id}}"{{trades}}}""");
    }

    private static string After(string text, string key)
    {
        int at = text.IndexOf(key, StringComparison.Ordinal) + key.Length;
        int end = text.AsSpan(at).IndexOfAny(" \r\n&");
        return end < 0 ? text[at..] : text.Substring(at, end);
    }
}

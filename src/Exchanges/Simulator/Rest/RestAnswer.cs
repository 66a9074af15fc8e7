using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>An answer apart from its transport.</summary>
internal sealed record RestAnswer(int Status, ReadOnlyMemory<byte> Body, string ContentType = "application/json; charset=utf-8")
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How much later it goes out.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How far its Date header is off.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>True when it never goes out: the connection ends instead.</summary>
    public bool IsLost { get; init; }

    public static RestAnswer Json(Action<Utf8JsonWriter> write, int status = 200)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
            write(json);
        return new RestAnswer(status, buffer.WrittenMemory);
    }

    public static RestAnswer Text(int status, string text) => new(status, Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8");
}

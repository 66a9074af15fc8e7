using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>An error by the venue's name and text; the connection closes after it.</summary>
internal sealed record SocketError(string Name, string Message)
{
    public static SocketError WrongFormat { get; } = new("WRONG_FORMAT", "Format 이 맞지 않습니다.");

    public static SocketError NoTicket { get; } = new("NO_TICKET", "티켓이 존재하지 않거나, 유효하지 않습니다.");

    public static SocketError NoType { get; } = new("NO_TYPE", "type 필드가 존재하지 않습니다.");

    public static SocketError NoCodes { get; } = new("NO_CODES", "codes 필드가 존재하지 않습니다.");

    public static SocketError InvalidAuth { get; } = new("INVALID_AUTH", "인증 정보가 올바르지 않습니다.");

    public static SocketError TooManyRequests { get; } = new("TOO_MANY_REQUEST", "요청이 너무 많습니다.");

    public static SocketError Unsupported(string value) => new("INVALID_PARAM", $"{value} 은 지원하지 않는 타입입니다.");

    public byte[] ToFrame()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteString("name", Name);
            json.WriteString("message", Message);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return SocketFrame.Of(buffer.WrittenSpan);
    }
}

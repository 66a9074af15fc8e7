using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace CoinPilot.Tests.Exchanges.Simulator;

/// <summary>A plain WebSocket client that knows nothing of the venue: text out, JSON in.</summary>
internal sealed class RawSocket : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly ClientWebSocket _socket = new();
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    /// <summary>The kind of the last frame.</summary>
    public WebSocketMessageType LastType { get; private set; }

    /// <summary>A header of the upgrade's answer, where it was asked to keep them.</summary>
    public string Header(string name) => string.Join(',', _socket.HttpResponseHeaders![name]);

    public static async Task<RawSocket> ConnectAsync(Uri exchange, string path = "/websocket/v1", string? token = null, Action<ClientWebSocketOptions>? set = null)
    {
        var client = new RawSocket();
        if (token is not null)
            client._socket.Options.SetRequestHeader("Authorization", "Bearer " + token);
        set?.Invoke(client._socket.Options);
        using var limit = new CancellationTokenSource(Patience);
        await client._socket.ConnectAsync(new Uri($"ws://{exchange.Authority}{path}"), limit.Token);
        return client;
    }

    public async Task SendAsync(string text)
    {
        using var limit = new CancellationTokenSource(Patience);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, limit.Token);
    }

    public Task SubscribeAsync(string type, string codes, string flags = "", string format = "DEFAULT") =>
        SendAsync($$"""[{"ticket":"t"},{"type":"{{type}}","codes":[{{codes}}]{{flags}}},{"format":"{{format}}"}]""");

    /// <summary>The next message's text; null when the other side closed.</summary>
    public async Task<string?> NextTextAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        _buffer.ResetWrittenCount();
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(_buffer.GetMemory(16_384), limit.Token);
            LastType = part.MessageType;
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            _buffer.Advance(part.Count);
            if (part.EndOfMessage)
                return Encoding.UTF8.GetString(_buffer.WrittenSpan);
        }
    }

    public async Task<JsonElement> NextAsync() =>
        JsonElement.Parse(await NextTextAsync() ?? throw new InvalidOperationException($"closed: {CloseStatus}"));

    /// <summary>The next message for which <paramref name="wanted"/> holds; others are passed over.</summary>
    public async Task<JsonElement> NextAsync(Func<JsonElement, bool> wanted)
    {
        while (true)
        {
            JsonElement message = await NextAsync();
            if (wanted(message))
                return message;
        }
    }

    public async Task CloseAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
    }

    public void Dispose() => _socket.Dispose();
}

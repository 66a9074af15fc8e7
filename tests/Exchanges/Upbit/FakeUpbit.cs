using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using CoinPilot.Exchanges.Upbit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CoinPilot.Tests.Exchanges.Upbit;

/// <summary>A call as it reached the fake venue.</summary>
internal sealed record FakeCall(string Method, string Path, string Query, string Body, string? Authorization, bool HasOrigin, string? Extensions = null);

/// <summary>A small venue on a free port: each test says how it answers, and drives its sockets by hand.</summary>
internal sealed class FakeUpbit : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<FakeSocket> _sockets = Channel.CreateUnbounded<FakeSocket>();
    private readonly List<FakeCall> _calls = [];
    private readonly List<FakeSocket> _open = [];

    private FakeUpbit(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Answers a call; the fake has recorded it before.</summary>
    public Func<FakeCall, HttpContext, Task> OnCall { get; set; } = (_, http) => Answer(http, 404, """{"error":{"name":"not_found","message":"no Route"}}""");

    /// <summary>How many of the next socket connects are answered with <see cref="RefusalStatus"/>.</summary>
    public int Refusals { get; set; }

    public int RefusalStatus { get; set; } = 401;

    public IReadOnlyList<FakeCall> Calls
    {
        get
        {
            lock (_calls)
                return [.. _calls];
        }
    }

    public static async Task<FakeUpbit> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(k => k.AddServerHeader = false);
        WebApplication app = builder.Build();
        var fake = new FakeUpbit(app);
        app.UseWebSockets();
        app.Run(fake.HandleAsync);
        await app.StartAsync();
        return fake;
    }

    public static Task Answer(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsync(body);
    }

    public UpbitOptions Options() => UpbitOptions.For(Address, new UpbitCredentials("test-access-key", "test-secret-key")) with
    {
        FirstBackoff = TimeSpan.FromMilliseconds(5),
        Jitter = () => 0.5,
        RequestTimeout = TimeSpan.FromSeconds(5),
        SilenceTimeout = TimeSpan.FromMilliseconds(500),
    };

    /// <summary>The next connection made, with its subscription.</summary>
    public async Task<FakeSocket> NextSocketAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        return await _sockets.Reader.ReadAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        lock (_calls)
            _open.ForEach(s => s.Drop());
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        string body = http.WebSockets.IsWebSocketRequest ? "" : await reader.ReadToEndAsync();
        var call = new FakeCall(http.Request.Method, http.Request.Path, WebUtility.UrlDecode(http.Request.QueryString.Value ?? "").TrimStart('?'), body,
            http.Request.Headers.Authorization, http.Request.Headers.ContainsKey("Origin"),
            (string?)http.Request.Headers.SecWebSocketExtensions);
        lock (_calls)
            _calls.Add(call);
        if (http.WebSockets.IsWebSocketRequest && Refusals-- > 0)
        {
            await Answer(http, RefusalStatus, "");
            return;
        }
        if (!http.WebSockets.IsWebSocketRequest)
        {
            await OnCall(call, http);
            return;
        }
        using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync();
        var fake = new FakeSocket(http, socket, call);
        await fake.ReceiveAsync();
        lock (_calls)
            _open.Add(fake);
        await _sockets.Writer.WriteAsync(fake);
        await fake.Finished;
    }
}

/// <summary>One connection of the client, driven by hand.</summary>
internal sealed class FakeSocket(HttpContext http, WebSocket socket, FakeCall call)
{
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FakeCall Call => call;

    public string Subscription { get; private set; } = "";

    public Task Finished => _finished.Task;

    public async Task ReceiveAsync()
    {
        byte[] buffer = new byte[64 << 10];
        WebSocketReceiveResult result = await socket.ReceiveAsync(buffer, http.RequestAborted);
        Subscription = Encoding.UTF8.GetString(buffer, 0, result.Count);
    }

    /// <summary>Answers pings, as long as the connection lives.</summary>
    public async Task PumpAsync()
    {
        try
        {
            byte[] buffer = new byte[1 << 10];
            while (true)
                await socket.ReceiveAsync(buffer, http.RequestAborted);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            Finish();
        }
    }

    /// <summary>Binary, as the venue sends.</summary>
    public Task SendAsync(string frame) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Binary, endOfMessage: true, http.RequestAborted);

    public async Task SendInPiecesAsync(string frame, int size)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(frame);
        for (int at = 0; at < bytes.Length; at += size)
        {
            int length = Math.Min(size, bytes.Length - at);
            await socket.SendAsync(bytes.AsMemory(at, length), WebSocketMessageType.Text, at + length == bytes.Length, http.RequestAborted);
        }
    }

    /// <summary>As the venue does after an error: a close frame with code 1000.</summary>
    public async Task CloseAsync()
    {
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, http.RequestAborted);
        Finish();
    }

    /// <summary>As the venue does with an idle line: gone without a close frame.</summary>
    public void Drop()
    {
        lock (_finished)
        {
            if (_finished.Task.IsCompleted)
                return;
            http.Abort();
            _finished.SetResult();
        }
    }

    private void Finish()
    {
        lock (_finished)
            _finished.TrySetResult();
    }
}

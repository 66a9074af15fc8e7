using System.Net.WebSockets;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>
/// Keeps one subscription alive: connects, subscribes, reads, pings, notices a dead line, and reconnects with growing, spread waits.
/// No Origin header is sent; it would cut the quota to one call in ten seconds.
/// </summary>
internal sealed class UpbitSocket(UpbitRest rest, Uri address, bool isPrivate, byte[] subscription)
{
    private const int LargestFrame = 4 << 20;

    private readonly UpbitOptions _options = rest.Options;
    private readonly UpbitCounters _counters = rest.Counters;
    private byte[] _buffer = new byte[64 << 10];
    private bool _works;
    private bool _hasStatus;

    /// <summary>Runs until cancelled; never throws but what the handler throws.</summary>
    public async Task RunAsync(IUpbitSocketHandler handler, CancellationToken cancellation)
    {
        for (int failures = 0; !cancellation.IsCancellationRequested; failures++)
        {
            (_works, _hasStatus) = (false, false);
            handler.OnConnecting();
            string reason = await RunOnceAsync(handler, cancellation);
            _counters.Add(UpbitCount.Disconnects);
            await handler.OnClosedAsync(cancellation.IsCancellationRequested ? "stopped" : reason);
            if (_works)
                failures = 0;
            await WaitAsync(failures, cancellation);
        }
    }

    private async Task<string> RunOnceAsync(IUpbitSocketHandler handler, CancellationToken cancellation)
    {
        using var socket = new ClientWebSocket();
        using var dead = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(dead.Token, cancellation);
        try
        {
            if (!await rest.Limiter.EnterAsync(UpbitGroup.SocketConnect, cancellation))
                return $"the venue blocks us until {rest.Limiter.BlockedUntil:u}";
            _counters.Add(UpbitCount.ConnectAttempts);
            dead.CancelAfter(_options.ConnectTimeout);
            await OpenAsync(socket, either.Token);
            dead.CancelAfter(Timeout.InfiniteTimeSpan);
            _counters.Add(UpbitCount.Connects);
            handler.OnOpen();
            return await ReadAsync(socket, handler, dead, either.Token);
        }
        catch (OperationCanceledException) when (dead.IsCancellationRequested)
        {
            _counters.Add(UpbitCount.DeadSockets);
            return socket.State == WebSocketState.Connecting ? "no answer to the connect" : "no traffic";
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            int status = (int)socket.HttpStatusCode;
            if (status is not (0 or 101))
                rest.Note(UpbitGroup.SocketConnect, status, "the socket's connect was refused");
            return status is 0 or 101 ? e.Message : $"refused with HTTP {status}";
        }
    }

    private async Task OpenAsync(ClientWebSocket socket, CancellationToken cancellation)
    {
        socket.Options.KeepAliveInterval = _options.PingInterval;
        socket.Options.KeepAliveTimeout = _options.PongTimeout;
        socket.Options.CollectHttpResponseDetails = true;
        if (isPrivate)
            socket.Options.SetRequestHeader("Authorization", "Bearer " + rest.Token(new UpbitParameters()));
        if (_options.OffersCompression)
            socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
        await socket.ConnectAsync(address, cancellation);
        rest.Note(UpbitGroup.SocketConnect, 101, "");
        await SendAsync(socket, subscription, cancellation);
        // Once is enough: the server then says UP every ten seconds, which tells a quiet market from a dead feed.
        await SendAsync(socket, "PING"u8.ToArray(), cancellation);
    }

    private async Task SendAsync(ClientWebSocket socket, byte[] message, CancellationToken cancellation)
    {
        _counters.Add(UpbitCount.SocketMessages);
        await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellation);
    }

    private async Task<string> ReadAsync(
        ClientWebSocket socket, IUpbitSocketHandler handler, CancellationTokenSource dead, CancellationToken cancellation)
    {
        int length = 0;
        while (true)
        {
            if (length == _buffer.Length)
            {
                if (length >= LargestFrame)
                    return "a frame larger than 4 MiB";
                Array.Resize(ref _buffer, length * 2);
            }
            ValueWebSocketReceiveResult result = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellation);
            if (result.MessageType == WebSocketMessageType.Close)
                return $"closed by the server ({(int?)socket.CloseStatus})";
            length += result.Count;
            if (!result.EndOfMessage)
                continue;
            _works |= handler.OnFrame(_buffer.AsSpan(0, length));
            length = 0;
            if (_hasStatus)
                dead.CancelAfter(_options.DeadAfter);
        }
    }

    /// <summary>Told by the handler on the first status frame: from now on silence means a dead feed.</summary>
    public void ExpectStatus() => _hasStatus = true;

    /// <summary>Half of the wait is fixed, half is spread. While the venue blocks us, any further call would make the block longer.</summary>
    private async Task WaitAsync(int failures, CancellationToken cancellation)
    {
        double backoff = Math.Min(
            _options.LongestBackoff.TotalMilliseconds, _options.FirstBackoff.TotalMilliseconds * Math.Pow(2, Math.Min(failures, 16)));
        TimeSpan wait = TimeSpan.FromMilliseconds(backoff * (0.5 + _options.Jitter() / 2));
        TimeSpan blocked = rest.Limiter.BlockedUntil - _options.Time.GetUtcNow();
        try
        {
            await Task.Delay(blocked > TimeSpan.Zero ? blocked + wait : wait, _options.Time, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Stopped while waiting; the loop sees it.
        }
    }
}

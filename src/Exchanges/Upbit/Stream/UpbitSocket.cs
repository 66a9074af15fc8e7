using System.Net.WebSockets;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>
/// Keeps one subscription alive: connects, subscribes, reads, pings, notices a dead line, and reconnects with growing, spread waits.
/// No Origin header is sent; it would cut the quota to one call in ten seconds.
/// </summary>
internal sealed class UpbitSocket(UpbitOptions options, UpbitCounters counters, Uri address, Func<string?> token, byte[] subscription)
{
    private const int LargestFrame = 4 << 20;

    private byte[] _buffer = new byte[64 << 10];
    private bool _works;
    private bool _hasStatus;
    private bool _blocked;

    /// <summary>Runs until cancelled; never throws but what the handler throws.</summary>
    public async Task RunAsync(IUpbitSocketHandler handler, CancellationToken cancellation)
    {
        for (int failures = 0; !cancellation.IsCancellationRequested; failures++)
        {
            (_works, _hasStatus, _blocked) = (false, false, false);
            handler.OnConnecting();
            string reason = await RunOnceAsync(handler, cancellation);
            counters.Add(UpbitCount.Disconnects);
            await handler.OnClosedAsync(cancellation.IsCancellationRequested ? "stopped" : reason);
            if (_works)
                failures = 0;
            await WaitAsync(failures, cancellation);
        }
    }

    private async Task<string> RunOnceAsync(IUpbitSocketHandler handler, CancellationToken cancellation)
    {
        using var socket = new ClientWebSocket();
        using var dead = new CancellationTokenSource(Timeout.InfiniteTimeSpan, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(dead.Token, cancellation);
        try
        {
            dead.CancelAfter(options.ConnectTimeout);
            await OpenAsync(socket, either.Token);
            dead.CancelAfter(Timeout.InfiniteTimeSpan);
            counters.Add(UpbitCount.Connects);
            handler.OnOpen();
            return await ReadAsync(socket, handler, dead, either.Token);
        }
        catch (OperationCanceledException) when (dead.IsCancellationRequested)
        {
            counters.Add(UpbitCount.DeadSockets);
            return socket.State == WebSocketState.Connecting ? "no answer to the connect" : "no traffic";
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            int status = (int)socket.HttpStatusCode;
            _blocked = status == 418;
            return status is 0 or 101 ? e.Message : $"refused with HTTP {status}";
        }
    }

    private async Task OpenAsync(ClientWebSocket socket, CancellationToken cancellation)
    {
        socket.Options.KeepAliveInterval = options.PingInterval;
        socket.Options.KeepAliveTimeout = options.PongTimeout;
        socket.Options.CollectHttpResponseDetails = true;
        if (token() is { } bearer)
            socket.Options.SetRequestHeader("Authorization", "Bearer " + bearer);
        await socket.ConnectAsync(address, cancellation);
        await socket.SendAsync(subscription, WebSocketMessageType.Text, endOfMessage: true, cancellation);
        // Once is enough: the server then says UP every ten seconds, which tells a quiet market from a dead feed.
        await socket.SendAsync("PING"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, cancellation);
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
                dead.CancelAfter(options.DeadAfter);
        }
    }

    /// <summary>Told by the handler on the first status frame: from now on silence means a dead feed.</summary>
    public void ExpectStatus() => _hasStatus = true;

    /// <summary>Half of the wait is fixed, half is spread. A 418 means that any further call makes the block longer.</summary>
    private async Task WaitAsync(int failures, CancellationToken cancellation)
    {
        double wait = _blocked ? 2 * options.BlockTime.TotalMilliseconds : Math.Min(options.LongestBackoff.TotalMilliseconds, options.FirstBackoff.TotalMilliseconds * Math.Pow(2, Math.Min(failures, 16)));
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(wait * (0.5 + options.Jitter() / 2)), options.Time, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Stopped while waiting; the loop sees it.
        }
    }
}

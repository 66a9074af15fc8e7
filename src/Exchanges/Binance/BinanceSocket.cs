using System.Net.WebSockets;

namespace CoinPilot.Exchanges.Binance;

/// <summary>One connection, from its opening to its end. Pings of the venue are answered by the socket itself.</summary>
internal sealed class BinanceSocket(BinanceOptions options, Uri address)
{
    private const int LargestFrame = 1 << 20;

    /// <summary>True once data came; the next connection then waits no longer than the first.</summary>
    public bool HasWorked { get; private set; }

    /// <summary>Runs until the connection ends, and gives the reason; throws only what the callers' own code throws.</summary>
    /// <param name="onOpen">Runs beside the reading; the connection waits for its end.</param>
    /// <param name="onFrame">False ends the connection.</param>
    public async Task<string> RunAsync(Func<CancellationToken, Task> onOpen, Func<ReadOnlyMemory<byte>, bool> onFrame, CancellationToken cancellation)
    {
        using var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = options.PingInterval;
        socket.Options.KeepAliveTimeout = options.PongTimeout;
        using var limit = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        Task opened = Task.CompletedTask;
        try
        {
            await socket.ConnectAsync(address, end.Token);
            limit.CancelAfter(options.ConnectionAge);
            opened = onOpen(end.Token);
            return await ReadAsync(socket, opened, onFrame, end.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return socket.State == WebSocketState.Connecting ? "no answer to the connect" : "old enough to be made anew";
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or HttpRequestException)
        {
            return e.Message;
        }
        finally
        {
            await end.CancelAsync();
            await opened.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<string> ReadAsync(ClientWebSocket socket, Task opened, Func<ReadOnlyMemory<byte>, bool> onFrame, CancellationToken cancellation)
    {
        byte[] buffer = new byte[LargestFrame];
        for (int length = 0; ;)
        {
            if (length == buffer.Length)
                return "a frame larger than 1 MiB";
            ValueWebSocketReceiveResult result = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
            if (result.MessageType == WebSocketMessageType.Close)
                return $"closed by the server ({(int?)socket.CloseStatus})";
            length += result.Count;
            if (!result.EndOfMessage)
                continue;
            if (opened.IsFaulted)
                await opened;
            if (!onFrame(buffer.AsMemory(0, length)))
                return "a hole in the candles, or the server is about to stop";
            HasWorked = true;
            length = 0;
        }
    }
}

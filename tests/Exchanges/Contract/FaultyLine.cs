using System.Net;
using System.Net.Sockets;

namespace CoinPilot.Tests.Exchanges.Contract;

/// <summary>
/// A line between a client and its exchange that fails when told to: it drops, or it loses the answer to a call that arrived.
/// It knows bytes alone, so that any venue's client can be put on it.
/// </summary>
internal sealed class FaultyLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<(TcpClient Near, TcpClient Far)> _open = [];
    private readonly Uri _exchange;
    private readonly Task _accepting;
    private int _answersToLose;
    private volatile bool _isCut;

    public FaultyLine(Uri exchange)
    {
        _exchange = exchange;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>Ends every connection without a word.</summary>
    public void Drop()
    {
        lock (_open)
        {
            foreach ((TcpClient near, TcpClient far) in _open)
                Close(near, far);
            _open.Clear();
        }
    }

    /// <summary>Drops, and lets nobody in until <see cref="Mend"/>.</summary>
    public void Cut()
    {
        _isCut = true;
        Drop();
    }

    public void Mend() => _isCut = false;

    /// <summary>The next call that changes something arrives, and is answered; the answer is lost with the connection.</summary>
    public void LoseNextAnswer() => Interlocked.Exchange(ref _answersToLose, 1);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Drop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            TcpClient near = await _listener.AcceptTcpClientAsync(_stop.Token);
            if (_isCut)
                near.Dispose();
            else
                _ = RelayAsync(near);
        }
    }

    private async Task RelayAsync(TcpClient near)
    {
        TcpClient far = new();
        try
        {
            await far.ConnectAsync(_exchange.Host, _exchange.Port, _stop.Token);
            lock (_open)
                _open.Add((near, far));
            var posted = new StrongBox();
            await Task.WhenAny(PumpAsync(near, far, posted, isRequest: true), PumpAsync(far, near, posted, isRequest: false));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The line is down; that is what it is for.
        }
        Close(near, far);
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, StrongBox posted, bool isRequest)
    {
        byte[] buffer = new byte[64 << 10];
        while (true)
        {
            int length = await from.GetStream().ReadAsync(buffer, _stop.Token);
            if (length == 0)
                return;
            if (isRequest && buffer.AsSpan(0, length).StartsWith("POST"u8))
                posted.Value = true;
            if (!isRequest && posted.Value && Interlocked.Exchange(ref _answersToLose, 0) == 1)
                return;
            await to.GetStream().WriteAsync(buffer.AsMemory(0, length), _stop.Token);
        }
    }

    private static void Close(TcpClient near, TcpClient far)
    {
        near.Close();
        far.Close();
    }

    private sealed class StrongBox
    {
        public volatile bool Value;
    }
}

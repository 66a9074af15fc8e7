using System.Net;
using System.Net.Sockets;

namespace CoinPilot.Tests.Clustering.Nodes;

/// <summary>
/// The network between the nodes of a test: each node is known by the port of a proxy here, which can cut some nodes off from the others. Who
/// connects is read from the handshake, which names the port by which the other side is known.
/// </summary>
internal sealed class NodeProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<Connection> _connections = [];
    private readonly HashSet<int> _cutOff = [];
    private readonly Task _accepting;

    public NodeProxy()
    {
        _listener.Start();
        PublicPort = ((IPEndPoint)_listener.LocalEndpoint).Port;
        TargetPort = FreePort();
        _accepting = AcceptAsync();
    }

    /// <summary>The port by which the other nodes know this one.</summary>
    public int PublicPort { get; }

    /// <summary>The port that the node itself binds.</summary>
    public int TargetPort { get; }

    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>From here on nothing passes between these nodes, by their public ports, and the others.</summary>
    public void CutOff(IEnumerable<int> publicPorts)
    {
        lock (_lock)
        {
            _cutOff.UnionWith(publicPorts);
            foreach (Connection connection in _connections.Where(c => IsCut(c.Origin)))
                connection.Close();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        lock (_lock)
            _connections.ForEach(c => c.Close());
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private bool IsCut(int origin) => _cutOff.Contains(origin) != _cutOff.Contains(PublicPort);

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient near = client;
        using TcpClient far = new();
        byte[] first = new byte[16_384];
        try
        {
            int read = await near.GetStream().ReadAsync(first, _stop.Token);
            Connection connection = new(near, far, OriginOf(first.AsSpan(0, read)));
            lock (_lock)
            {
                if (IsCut(connection.Origin))
                    return;
                _connections.Add(connection);
            }
            await far.ConnectAsync(IPAddress.Loopback, TargetPort, _stop.Token);
            await far.GetStream().WriteAsync(first.AsMemory(0, read), _stop.Token);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), _stop.Token), far.GetStream().CopyToAsync(near.GetStream(), _stop.Token));
        }
        catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // As a network is.
        }
    }

    // Field 3 of the address in the handshake: 0x18, then the port as a varint of two or three bytes, then field 4.
    private static int OriginOf(ReadOnlySpan<byte> handshake)
    {
        for (int i = 0; i + 4 < handshake.Length; i++)
        {
            if (handshake[i] != 0x18)
                continue;
            int port = handshake[i + 1] & 0x7F | (handshake[i + 2] & 0x7F) << 7;
            bool isLong = (handshake[i + 2] & 0x80) != 0;
            if (isLong)
                port |= (handshake[i + 3] & 0x7F) << 14;
            if ((handshake[i + 1] & 0x80) != 0 && handshake[i + (isLong ? 4 : 3)] == 0x22 && port is > 1024 and <= 65_535)
                return port;
        }
        return 0;
    }

    private sealed record Connection(TcpClient Near, TcpClient Far, int Origin)
    {
        public void Close()
        {
            Near.Close();
            Far.Close();
        }
    }
}

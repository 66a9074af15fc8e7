using System.Buffers;
using System.Net.WebSockets;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>One WebSocket connection from upgrade to end: reads requests, sends what its subscriber gets, keeps the venue's time-outs.</summary>
internal sealed class SocketSession : IDisposable
{
    private const int MaxMessageBytes = 256 * 1024;

    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(2);
    private static readonly byte[] StatusUp = SocketFrame.Of("""{"status":"UP"}"""u8);

    private readonly TradingFloor _floor;
    private readonly TapeLoop _loop;
    private readonly LocalExchangeOptions _options;
    private readonly WebSocket _socket;
    private readonly SharedStream _stream;
    private readonly bool _isPrivate;
    private readonly Func<StreamKind, bool> _mayHave;
    private readonly Subscriber _subscriber;
    private readonly CancellationTokenSource _ended;
    private readonly RateWindow[] _messages;
    private ITimer? _status;

    public SocketSession(
        TradingFloor floor, TapeLoop loop, LocalExchangeOptions options, WebSocket socket, SharedStream stream, bool isPrivate,
        Func<StreamKind, bool> mayHave, bool isCompressed, Action abort, CancellationToken stopped)
    {
        (_floor, _loop, _options, _socket, _stream, _isPrivate, _mayHave) = (floor, loop, options, socket, stream, isPrivate, mayHave);
        _subscriber = new Subscriber { CutOff = abort, IsCompressed = isCompressed, IsPrivate = isPrivate, Counted = floor.Broadcast.CountFrame };
        _ended = CancellationTokenSource.CreateLinkedTokenSource(stopped);
        _messages = options.Limits is { } limits
            ? [new RateWindow(limits.SocketMessages, TimeSpan.FromSeconds(1)), new RateWindow(limits.SocketMessagesPerMinute, TimeSpan.FromMinutes(1))]
            : [];
    }

    /// <summary>Serves until either side ends it; <paramref name="refusal"/> is sent at once, and ends it too.</summary>
    public async Task RunAsync(SocketError? refusal)
    {
        lock (_floor.Gate)
            _floor.Broadcast.Add(_subscriber);
        Task pump = _subscriber.PumpAsync(_stream, _loop.Wake, _ended.Token);
        Task watch = WatchAsync();
        try
        {
            SocketError? error = refusal ?? await ReceiveAsync();
            if (error is not null)
                _subscriber.Send(error.ToFrame());
            LeaveFloor();
            await pump;
            await CloseAsync(error is not null);
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side is gone, or the exchange stops: there is nobody to tell.
        }
        finally
        {
            LeaveFloor();
            await _ended.CancelAsync();
            await Task.WhenAll(pump, watch).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _loop.Wake();
        }
    }

    public void Dispose()
    {
        _status?.Dispose();
        _ended.Dispose();
    }

    private void LeaveFloor()
    {
        lock (_floor.Gate)
            _floor.Broadcast.Remove(_subscriber);
        _subscriber.Complete();
    }

    /// <summary>Null when the client closed, else the error that ends the connection.</summary>
    private async Task<SocketError?> ReceiveAsync()
    {
        var message = new ArrayBufferWriter<byte>(4096);
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(message.GetMemory(4096), _ended.Token);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            message.Advance(part.Count);
            if (message.WrittenCount > MaxMessageBytes)
                return SocketError.WrongFormat;
            if (!part.EndOfMessage)
                continue;
            SocketError? error = Handle(message.WrittenMemory);
            _floor.Broadcast.CountMessage();
            if (error is not null)
                return error;
            message.ResetWrittenCount();
        }
    }

    private SocketError? Handle(ReadOnlyMemory<byte> message)
    {
        DateTimeOffset now = _options.Time.GetUtcNow();
        foreach (RateWindow window in _messages)
        {
            if (!window.TryTake(now))
                return SocketError.TooManyRequests;
        }
        if (message.Span.SequenceEqual("PING"u8))
        {
            StartStatus();
            return null;
        }
        (SocketRequest? request, SocketError? error) = SocketRequestReader.Read(message, _isPrivate);
        if (request is not null && request.Topics.Any(t => !_mayHave(t.Kind)))
            return SocketError.InvalidAuth;
        if (request is not null)
            Apply(request);
        return error;
    }

    private void Apply(SocketRequest request)
    {
        lock (_floor.Gate)
        {
            if (request.IsListRequest)
            {
                _subscriber.Subscription = _subscriber.Subscription.With(request.Format ?? _subscriber.Subscription.Format);
                _subscriber.Send(_subscriber.Subscription.ToListFrame(request.Ticket));
                return;
            }
            _floor.Broadcast.Subscribe(_subscriber, request.Format ?? WireFormat.Default, request.Topics);
        }
        _loop.Wake();
    }

    private void StartStatus()
    {
        _status ??= _options.Time.CreateTimer(
            static to => ((Subscriber)to!).Send(StatusUp), _subscriber, _options.StatusInterval, _options.StatusInterval);
    }

    private async Task WatchAsync()
    {
        TimeSpan shortest = TimeSpan.FromTicks(Math.Min(_options.SocketIdleTimeout.Ticks, _options.SubscriberStallTimeout.Ticks));
        using var timer = new PeriodicTimer(shortest / 4 < WatchInterval ? shortest / 4 : WatchInterval, _options.Time);
        while (await timer.WaitForNextTickAsync(_ended.Token))
        {
            if (_stream.Stalled >= _options.SubscriberStallTimeout)
            {
                lock (_floor.Gate)
                    _floor.Broadcast.CountCutOff();
                _subscriber.CutOff();
            }
            else if (IsIdleTooLong())
                _subscriber.CutOff();
        }
    }

    private bool IsIdleTooLong()
    {
        var place = new FaultPlace(Socket: _isPrivate ? "private" : "public");
        lock (_floor.Gate)
        {
            TimeSpan longest = _floor.Faults.Lasting(FaultKind.IdleTimeout, place)?.Delay ?? _options.SocketIdleTimeout;
            if (_stream.Idle < longest)
                return false;
            _floor.Faults.Strike(FaultKind.IdleTimeout, place);
            return true;
        }
    }

    private async Task CloseAsync(bool isOurs)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
        patience.CancelAfter(ClosePatience);
        if (isOurs)
            await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
        else
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
    }
}

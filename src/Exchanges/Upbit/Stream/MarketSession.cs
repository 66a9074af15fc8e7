using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>
/// One call of <see cref="UpbitMarketData.StreamAsync"/>: the socket, and what each connection needs besides its frames.
/// It subscribes first, holds the candles that stream in, fetches those missed, and then lets go.
/// The gate keeps the sink to one caller: the socket's reader or the fetch.
/// </summary>
internal sealed class MarketSession : IUpbitSocketHandler, IDisposable
{
    private readonly Lock _gate = new();
    private readonly UpbitOptions _options;
    private readonly UpbitCounters _counters;
    private readonly UpbitCandleHistory _history;
    private readonly IReadOnlyList<Symbol> _symbols;
    private readonly IMarketDataSink _sink;
    private readonly MarketIntake _intake;
    private readonly UpbitSocket _socket;
    private CancellationToken _stop;
    private CancellationTokenSource _connection = new();
    private TaskCompletionSource _firstData = new();
    private Task _backfill = Task.CompletedTask;

    public MarketSession(
        UpbitRest rest, UpbitCandleHistory history, IReadOnlyList<Symbol> symbols, IReadOnlyList<Timestamp> after, IMarketDataSink sink)
    {
        (_options, _counters, _history, _symbols, _sink) = (rest.Options, rest.Counters, history, symbols, sink);
        _socket = new UpbitSocket(
            rest, _options.SocketBase, isPrivate: false, UpbitSubscription.MarketData(_options.Nonce(), symbols, sink.BookDepth));
        _intake = new MarketIntake(_options, _counters, symbols, after, sink)
        {
            StatusSeen = _socket.ExpectStatus,
            FetchNeeded = symbol => _backfill = Task.WhenAll(_backfill, FetchAsync(symbol, _connection.Token)),
        };
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        _stop = cancellation;
        try
        {
            await _socket.RunAsync(this, cancellation);
        }
        finally
        {
            await _connection.CancelAsync();
            await Task.WhenAny(_backfill);
        }
    }

    public void Dispose() => _connection.Dispose();

    void IUpbitSocketHandler.OnConnecting()
    {
        lock (_gate)
        {
            _intake.Begin();
            _sink.OnConnection(ConnectionState.Connecting, _options.SocketBase.ToString());
        }
    }

    void IUpbitSocketHandler.OnOpen()
    {
        _connection.Dispose();
        _connection = CancellationTokenSource.CreateLinkedTokenSource(_stop);
        _firstData = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _backfill = BackfillAsync(_firstData.Task, _connection.Token);
    }

    bool IUpbitSocketHandler.OnFrame(ReadOnlySpan<byte> frame)
    {
        if (_backfill.IsFaulted)
            _backfill.GetAwaiter().GetResult();
        lock (_gate)
        {
            bool hasData = _intake.Read(frame);
            if (hasData && !_firstData.Task.IsCompleted)
                _firstData.TrySetResult();
            return hasData;
        }
    }

    async Task IUpbitSocketHandler.OnClosedAsync(string reason)
    {
        await _connection.CancelAsync();
        await _backfill;
        lock (_gate)
            _sink.OnConnection(ConnectionState.Disconnected, reason);
    }

    /// <summary>Waits for the first data, which shows that the subscription holds, so that nothing can fall between fetch and stream.</summary>
    private async Task BackfillAsync(Task firstData, CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAny(firstData, Task.Delay(_options.SilenceTimeout, _options.Time, cancellation));
            for (int i = 0; i < _symbols.Count; i++)
                await BackfillAsync(i, cancellation);
            lock (_gate)
                _sink.OnConnection(ConnectionState.Connected, $"{_symbols.Count} symbols");
            await Task.Delay(_options.SilenceTimeout, _options.Time, cancellation);
            ReportSilent();
        }
        catch (OperationCanceledException)
        {
            // The connection went; the next one begins again.
        }
    }

    /// <summary>Asks for a symbol's candles while it streams; the venue's own record ends the doubt about what came late.</summary>
    private async Task FetchAsync(int symbol, CancellationToken cancellation)
    {
        try
        {
            await BackfillAsync(symbol, cancellation);
        }
        catch (OperationCanceledException)
        {
            // The connection went; the next one begins again.
        }
    }

    private async Task BackfillAsync(int symbol, CancellationToken cancellation)
    {
        for (int failures = 0; ; failures++)
        {
            cancellation.ThrowIfCancellationRequested();
            Timestamp after = _intake.KnownThrough(symbol);
            UpbitCandlePage page = after.IsSet
                ? await _history.FetchAsync(_symbols[symbol], after, before: null, int.MaxValue, cancellation)
                : await _history.FetchPageAsync(_symbols[symbol], before: null, count: 1, cancellation);
            cancellation.ThrowIfCancellationRequested();
            if (page.Failure is null || page.IsUnknownMarket)
            {
                Release(symbol, page);
                return;
            }
            _counters.Add(UpbitCount.BackfillFailures);
            _options.Log($"candles of {_symbols[symbol]} not fetched, trying again: {page.Failure.Detail}");
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(30, 1 << Math.Min(failures, 5))), _options.Time, cancellation);
        }
    }

    private void Release(int symbol, UpbitCandlePage page)
    {
        lock (_gate)
            _intake.Release(symbol, page.Candles);
        if (page.IsUnknownMarket)
            _options.Log($"{_symbols[symbol]} is not a market of this venue");
    }

    private void ReportSilent()
    {
        lock (_gate)
        {
            IReadOnlyList<string> silent = _intake.Silent;
            foreach (string _ in silent)
                _counters.Add(UpbitCount.SilentCodes);
            if (silent.Count > 0)
                _sink.OnConnection(ConnectionState.Connected, $"nothing came for {string.Join(' ', silent)}: unknown or delisted?");
        }
    }
}

using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>
/// One call of <see cref="UpbitMarketData.StreamAsync"/>: socket, parser, trade filter and candle closer put together.
/// On each connection it subscribes first, holds the candles that stream in, fetches those missed, and then lets go.
/// The gate keeps the sink to one caller: the socket's reader or the fetch.
/// </summary>
internal sealed class MarketSession : IUpbitSocketHandler, IUpbitFrameSink, IDisposable
{
    private readonly Lock _gate = new();
    private readonly UpbitOptions _options;
    private readonly UpbitCounters _counters;
    private readonly UpbitCandleHistory _history;
    private readonly IReadOnlyList<Symbol> _symbols;
    private readonly IMarketDataSink _sink;
    private readonly UpbitFrames _frames;
    private readonly TradeFilter _trades;
    private readonly VenueClock _clock;
    private readonly CandleCloser _candles;
    private readonly UpbitSocket _socket;
    private readonly MalformedLog _malformed;
    private readonly bool[] _heard;
    private CancellationToken _stop;
    private CancellationTokenSource _connection = new();
    private TaskCompletionSource _firstData = new();
    private Task _backfill = Task.CompletedTask;
    private bool _dataInFrame;

    public MarketSession(
        UpbitRest rest, UpbitCandleHistory history, IReadOnlyList<Symbol> symbols, IReadOnlyList<Timestamp> after, IMarketDataSink sink)
    {
        (_options, _counters, _history, _symbols, _sink) = (rest.Options, rest.Counters, history, symbols, sink);
        _frames = new UpbitFrames(new UpbitCodes(symbols), _counters);
        _trades = new TradeFilter(symbols.Count, _counters);
        _clock = new VenueClock(_options.Time);
        _candles = new CandleCloser(after, _options.FinalDelay, _clock, _counters, (symbol, candle) => sink.OnClosedCandle(symbol, candle, 1));
        _malformed = new MalformedLog(_options, _frames);
        _heard = new bool[symbols.Count];
        _socket = new UpbitSocket(
            _options, _counters, _options.SocketBase, static () => null, UpbitSubscription.MarketData(_options.Nonce(), symbols));
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
            _candles.HoldAll();
            Array.Clear(_heard);
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
            _dataInFrame = false;
            _frames.Read(frame, this);
            _malformed.Check(frame);
            if (_dataInFrame && !_firstData.Task.IsCompleted)
                _firstData.TrySetResult();
            return _dataInFrame;
        }
    }

    async Task IUpbitSocketHandler.OnClosedAsync(string reason)
    {
        await _connection.CancelAsync();
        await _backfill;
        lock (_gate)
            _sink.OnConnection(ConnectionState.Disconnected, reason);
    }

    void IUpbitFrameSink.OnTrade(int symbol, in Trade trade, Timestamp venueTime)
    {
        _dataInFrame = true;
        _heard[symbol] = true;
        if (_trades.Passes(symbol, trade.SequentialId))
            _sink.OnTrade(symbol, trade);
        if (_clock.Advance(venueTime))
            _candles.CloseDue(venueTime);
    }

    void IUpbitFrameSink.OnCandle(int symbol, in Candle candle, Timestamp venueTime)
    {
        _dataInFrame = true;
        _heard[symbol] = true;
        _clock.Advance(venueTime);
        _candles.OnUpdate(symbol, candle);
        _candles.CloseDue(_clock.Latest);
    }

    void IUpbitFrameSink.OnOrder(in UpbitOrderEvent order)
    {
        // Never on the public socket.
    }

    void IUpbitFrameSink.OnError(string name, string message) => _options.Log($"market data refused: {name} {message}");

    void IUpbitFrameSink.OnStatus()
    {
        _socket.ExpectStatus();
        _candles.CloseDue(_clock.OnArrival());
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

    private async Task BackfillAsync(int symbol, CancellationToken cancellation)
    {
        for (int failures = 0; ; failures++)
        {
            cancellation.ThrowIfCancellationRequested();
            Timestamp after = _candles.KnownThrough(symbol);
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
            _options.Log($"candles of {_symbols[symbol]} not fetched, trying again: {page.Failure}");
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(30, 1 << Math.Min(failures, 5))), _options.Time, cancellation);
        }
    }

    private void Release(int symbol, UpbitCandlePage page)
    {
        lock (_gate)
        {
            if (page.Candles.Count > 0)
                _clock.Advance(page.Candles[0].LastTick);
            _candles.Release(symbol, page.Candles.Reverse().Select(c => c.Candle));
        }
        if (page.IsUnknownMarket)
            _options.Log($"{_symbols[symbol]} is not a market of this venue");
    }

    private void ReportSilent()
    {
        lock (_gate)
        {
            string[] silent = [.. _symbols.Where((_, i) => !_heard[i]).Select(s => s.Code)];
            foreach (string _ in silent)
                _counters.Add(UpbitCount.SilentCodes);
            if (silent.Length > 0)
                _sink.OnConnection(ConnectionState.Connected, $"nothing came for {string.Join(' ', silent)}: unknown or delisted?");
        }
    }
}

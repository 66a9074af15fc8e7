using CoinPilot.Actors.Contract;
using CoinPilot.App.Run;
using CoinPilot.App.Views;
using CoinPilot.Exchanges;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.App.Clusters.Running;

/// <summary>
/// Market data of the symbols that run on this node, and of no others: one stream, begun anew when one comes or goes, each symbol from where it
/// was left.
/// </summary>
internal sealed class NodeMarket : IAsyncDisposable
{
    /// <summary>Symbols come and go several at a time: one new stream for all of them.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly IMarketDataVenue _venue;
    private readonly IActorEngine _engine;
    private readonly ConnectionLog _connection;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<Symbol, FollowedSymbol> _followed = [];
    private readonly SemaphoreSlim _changed = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _trades;
    private long _candles;

    public NodeMarket(IMarketDataVenue venue, IActorEngine engine, ConnectionLog connection, TimeProvider time)
    {
        _venue = venue;
        _engine = engine;
        _connection = connection;
        _time = time;
        _running = Task.Run(RunAsync);
    }

    public long Trades => Interlocked.Read(ref _trades);

    public long Candles => Interlocked.Read(ref _candles);

    /// <summary>The symbols that are followed.</summary>
    public IReadOnlyList<Symbol> Symbols
    {
        get
        {
            lock (_lock)
                return [.. _followed.Keys.Order()];
        }
    }

    /// <summary>Follows a symbol from the candle after that of <paramref name="after"/>.</summary>
    public void Follow(Symbol symbol, ActorRef market, CandleView view, Timestamp after)
    {
        lock (_lock)
            _followed[symbol] = new FollowedSymbol(symbol, market, view) { After = after };
        _changed.Release();
    }

    /// <summary>Returns when nothing of the symbol reaches its actors any more.</summary>
    public Task LeaveAsync(Symbol symbol)
    {
        Task settled;
        lock (_lock)
        {
            if (!_followed.Remove(symbol) || _stop.IsCancellationRequested)
                return Task.CompletedTask;
            settled = _settled.Task;
        }
        _changed.Release();
        return settled;
    }

    /// <summary>No more market data for any symbol.</summary>
    public void Stop()
    {
        if (!_running.IsCompleted)
            _stop.Cancel();
    }

    public CandleView? FindView(string code)
    {
        lock (_lock)
            return _followed.Values.FirstOrDefault(f => f.Symbol.Code == code)?.View;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _changed.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            (FollowedSymbol[] symbols, TaskCompletionSource settled) = Begin();
            using CancellationTokenSource stream = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            // Those that left are no part of it: whoever waits for that can go on.
            settled.TrySetResult();
            Task streaming = symbols.Length == 0
                ? Task.Delay(Timeout.InfiniteTimeSpan, stream.Token)
                : _venue.StreamAsync([.. symbols.Select(s => s.Symbol)], [.. symbols.Select(s => s.After)], new Sink(this, symbols), stream.Token);
            await Task.WhenAny(streaming, WaitForChangeAsync(stream.Token));
            await stream.CancelAsync();
            await streaming.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (streaming is { IsFaulted: true, Exception: { } failed })
            {
                _connection.Note(ConnectionState.Disconnected, failed.GetBaseException().Message);
                await Task.Delay(RetryAfter, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        lock (_lock)
            _settled.TrySetResult();
    }

    private (FollowedSymbol[] Symbols, TaskCompletionSource Settled) Begin()
    {
        lock (_lock)
        {
            TaskCompletionSource settled = _settled;
            _settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return ([.. _followed.Values.OrderBy(s => s.Symbol)], settled);
        }
    }

    private async Task WaitForChangeAsync(CancellationToken cancellation)
    {
        await _changed.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(Gather, _time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (_changed.CurrentCount > 0)
            await _changed.WaitAsync(CancellationToken.None);
    }

    private sealed class FollowedSymbol(Symbol symbol, ActorRef market, CandleView view)
    {
        public Symbol Symbol { get; } = symbol;

        public ActorRef Market { get; } = market;

        public CandleView View { get; } = view;

        /// <summary>The newest candle that it had.</summary>
        public Timestamp After { get; set; }
    }

    private sealed class Sink(NodeMarket market, FollowedSymbol[] symbols) : IMarketDataSink
    {
        public void OnTrade(int symbol, in Trade trade)
        {
            Interlocked.Increment(ref market._trades);
            market._engine.Tell(symbols[symbol].Market, MarketEvent.Of(trade));
            symbols[symbol].View.Take(trade);
        }

        public void OnClosedCandle(int symbol, in Candle candle, int intervalMinutes)
        {
            Interlocked.Increment(ref market._candles);
            market._engine.Tell(symbols[symbol].Market, MarketEvent.OfClosed(candle, intervalMinutes));
            symbols[symbol].View.Take(candle);
            symbols[symbol].After = candle.OpenTime;
        }

        public void OnConnection(ConnectionState state, string detail) => market._connection.Note(state, detail);
    }
}

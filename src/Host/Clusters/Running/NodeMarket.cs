using CoinPilot.Actors.Contract;
using CoinPilot.App.Run;
using CoinPilot.App.Views;
using CoinPilot.Clustering.Market;
using CoinPilot.Clustering.Node;
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

    private readonly IMarketDataVenue _venue;
    private readonly ClusterNode _node;
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

    public NodeMarket(IMarketDataVenue venue, ClusterNode node, ConnectionLog connection, TimeProvider time)
    {
        _venue = venue;
        _node = node;
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
            Task following = FollowAsync(symbols, stream.Token);
            await Task.WhenAny(following, WaitForChangeAsync(stream.Token));
            await stream.CancelAsync();
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        lock (_lock)
            _settled.TrySetResult();
    }

    private async Task FollowAsync(FollowedSymbol[] symbols, CancellationToken stop)
    {
        await using MarketGraph? graph = symbols.Length == 0 ? null : _node.Follow([.. symbols.Select(s => s.Market)], (inlet, cut) => StreamAsync(symbols, inlet, cut));
        await Task.Delay(Timeout.InfiniteTimeSpan, stop);
    }

    // Begun anew, it goes on where the last one ended.
    private async Task StreamAsync(FollowedSymbol[] symbols, MarketInlet inlet, CancellationToken stop)
    {
        try
        {
            await _venue.StreamAsync([.. symbols.Select(s => s.Symbol)], [.. symbols.Select(s => s.After)], new Sink(this, symbols, inlet), stop);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            _connection.Note(ConnectionState.Disconnected, failed.GetBaseException().Message);
            throw;
        }
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

    private sealed class Sink(NodeMarket market, FollowedSymbol[] symbols, MarketInlet inlet) : IMarketDataSink
    {
        public void OnTrade(int symbol, in Trade trade)
        {
            Interlocked.Increment(ref market._trades);
            inlet.Take(symbol, MarketEvent.Of(trade));
            symbols[symbol].View.Take(trade);
        }

        public void OnClosedCandle(int symbol, in Candle candle, int intervalMinutes)
        {
            Interlocked.Increment(ref market._candles);
            inlet.Take(symbol, MarketEvent.OfClosed(candle, intervalMinutes));
            symbols[symbol].View.Take(candle);
            symbols[symbol].After = candle.OpenTime;
        }

        public void OnConnection(ConnectionState state, string detail) => market._connection.Note(state, detail);
    }
}

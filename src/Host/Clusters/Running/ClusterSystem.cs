using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.App.Config;
using CoinPilot.App.Run;
using CoinPilot.App.Views;
using CoinPilot.App.Web;
using CoinPilot.Clustering.Node;
using CoinPilot.Exchanges;
using CoinPilot.Storage.Postgres.Lease;
using CoinPilot.Storage.Postgres.Ticks;
using CoinPilot.Values;

namespace CoinPilot.App.Clusters.Running;

/// <summary>What runs on one node of a cluster: the symbols that the cluster gave it, with one order path and one market stream for all of them.</summary>
internal sealed class ClusterSystem : ITradingSystem, INodeWork, IAsyncDisposable
{
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AccountLook = TimeSpan.FromMilliseconds(250);

    private readonly ConnectionLog _marketConnection;
    private readonly ConnectionLog _orderConnection;
    private readonly CancellationTokenSource _stopOrders = new();
    private readonly SemaphoreSlim _opening = new(1);
    private readonly Task _orderStream;
    private volatile Reconciling? _books;

    /// <param name="all">Every symbol of the account, traded now or earlier; the same on every node.</param>
    public ClusterSystem(RunSettings settings, IReadOnlyList<Symbol> all, ClusterNode node, SymbolLeases leases, Venue venue, TimeProvider time, Action<string> say)
    {
        Settings = settings;
        AllSymbols = all;
        Node = node;
        Leases = leases;
        Venue = venue with { Execution = new FencedExecution(venue.Execution, () => leases.IsSafe) };
        Time = time;
        Say = say;
        _marketConnection = new ConnectionLog("market data", time, say);
        _orderConnection = new ConnectionLog("orders", time, say);
        Gateway = new ExecutionGateway(Venue.Execution, node.Engine);
        OrdersHere = new SymbolOrders(Lots);
        Observer = node.Engine.OpenPort("observer", OrdersHere);
        Strategies = new StrategyBoard(node.Engine);
        History = new SymbolHistory(settings, venue.Market, node.Engine, say);
        Market = new NodeMarket(venue.Market, node, _marketConnection, time);
        _orderStream = Gateway.StreamReportsAsync(OnOrderConnection, _stopOrders.Token);
        if (settings.Configuration is { } configuration)
            Reload = new ConfigReload(configuration.Source, configuration.Read, settings.Limits, CommandAsync);
    }

    public RunSettings Settings { get; }

    public IReadOnlyList<Symbol> AllSymbols { get; }

    public ClusterNode Node { get; }

    public SymbolLeases Leases { get; }

    public Venue Venue { get; }

    public TimeProvider Time { get; }

    public Action<string> Say { get; }

    public ExecutionGateway Gateway { get; }

    public SymbolOrders OrdersHere { get; }

    public ActorRef Observer { get; }

    public SymbolHistory History { get; }

    public NodeMarket Market { get; }

    public string Quote => Settings.Symbols[0].Quote;

    /// <summary>Answers the API of this node as it would itself; set once the API is up.</summary>
    public Func<string, string, Task<(int Status, string Body)>> Api { get; set; } =
        static (_, _) => Task.FromResult((503, "{\"error\":\"the node is starting\"}"));

    public ConfigReload? Reload { get; }

    public EngineCounters Counters => Node.Engine.Counters;

    public IReadOnlyDictionary<string, long> ClientCounters => Venue.Counters();

    public TickWriter? Ticks { get; init; }

    public long? DroppedTicks => Ticks?.Dropped;

    public bool HasBooks => _books is not null;

    public Reconciling Books => _books ?? throw new InvalidOperationException("no symbol runs here yet");

    public IOrderLog Orders => OrdersHere;

    public StrategyBoard Strategies { get; }

    public LotView Lots { get; } = new();

    public ILeasedWork OfSymbol(string symbol) => new SymbolWork(this, Symbol.Parse(symbol));

    public ILeasedWork OfPortfolio() => new PortfolioWork(this);

    public void StopDeciding() => Market.Stop();

    public void Expel()
    {
        Market.Stop();
        Leases.Abandon("the cluster goes on without this node: the network between them was cut, or it did not answer for too long");
    }

    public Task<(int Status, string Body)> CallAsync(string method, string path) => Api(method, path);

    /// <summary>Makes the books as soon as the account is open; the same ones for every symbol.</summary>
    public async Task OpenBooksAsync(CancellationToken cancellation)
    {
        await _opening.WaitAsync(cancellation);
        try
        {
            if (_books is not null)
                return;
            AccountSnapshot account = await GetOpenAccountAsync(cancellation);
            _books = new Reconciling(Venue.Execution, Node.Engine, account.OpenedAt, Node.Portfolio, Quote, Time, Say);
            _books.Start();
        }
        finally
        {
            _opening.Release();
        }
    }

    public async Task<SystemStatus> GetStatusAsync() => new(
        await Node.Engine.Ask<AccountSnapshot>(Node.Portfolio, new GetAccount(), AskTimeout), OrdersHere.Counts, Market.Trades, Market.Candles,
        [_marketConnection.Status, _orderConnection.Status], OrdersHere.Newest(50), Node.Engine.Quarantines, Market.Symbols);

    public Task<AccountSnapshot> CommandAsync(IPortfolioMessage command) =>
        Node.Engine.Ask<AccountSnapshot>(Node.Portfolio, command, AskTimeout);

    public bool LiftQuarantine(string path) => Node.Engine.LiftQuarantine(path);

    public Task<string?> WhyNotReadyAsync() => Task.FromResult(
        !Node.IsUp ? "the cluster has not taken this node in"
        : !Leases.IsSafe ? "the leases cannot be renewed"
        : _orderConnection.Status.State != ConnectionState.Connected ? $"orders: {_orderConnection.Status.Detail}"
        : Market.Symbols.Count > 0 && _marketConnection.Status.State != ConnectionState.Connected ? $"market data: {_marketConnection.Status.Detail}"
        : null);

    public CandlesModel? FindCandles(string code) => Market.FindView(code) is { } view
        ? new CandlesModel(code, [.. view.List().Select(c => new CandleModel(
            c.OpenTime.UnixMillis, c.Open.ToDouble(), c.High.ToDouble(), c.Low.ToDouble(), c.Close.ToDouble(), c.Volume.ToDouble()))])
        : null;

    /// <summary>To be called once the node has left the cluster and its actors have stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await Market.DisposeAsync();
        if (_books is { } books)
            await books.DisposeAsync();
        await Gateway.DisposeAsync();
        await _stopOrders.CancelAsync();
        await _orderStream.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopOrders.Dispose();
        _opening.Dispose();
    }

    private async Task<AccountSnapshot> GetOpenAccountAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                AccountSnapshot account = await Node.Engine.Ask<AccountSnapshot>(Node.Portfolio, new GetAccount(), AskTimeout);
                if (account.IsOpen)
                    return account;
            }
            catch (TimeoutException)
            {
                // The portfolio starts, or moves.
            }
            await Task.Delay(AccountLook, Time, cancellation);
        }
    }

    private void OnOrderConnection(ConnectionState state, string detail)
    {
        bool isNew = _orderConnection.Status.State != state;
        _orderConnection.Note(state, detail);
        if (isNew && _books is { } books)
            books.OnConnection(state);
    }
}

using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.InProcess.Recording;
using CoinPilot.Actors.Trading;
using CoinPilot.App.Config;
using CoinPilot.App.Views;
using CoinPilot.App.Web;
using CoinPilot.Exchanges;
using CoinPilot.Positions;
using CoinPilot.Storage.Postgres.Ticks;
using CoinPilot.Values;

namespace CoinPilot.App.Run;

/// <summary>A venue as the system trades on it.</summary>
/// <param name="Counters">What the client counted, by name.</param>
internal sealed record Venue(IMarketDataVenue Market, IExecutionVenue Execution, Func<IReadOnlyDictionary<string, long>> Counters);

/// <summary>
/// The running system: engine, actors, feed and gateway, from start to orderly stop. Everything it knows is asked of the actors
/// or kept by the views.
/// </summary>
internal sealed class TradingSystem : ITradingSystem, IAsyncDisposable
{
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(5);

    private readonly RunSettings _settings;
    private readonly Symbol[] _symbols;
    private readonly TradingActors _actors;
    private readonly Action<string> _say;
    private readonly Venue _venue;
    private readonly LiveEngine _engine;
    private readonly ExecutionGateway _gateway;
    private readonly OrderLog _orders = new();
    private readonly LotView _lots = new();
    private readonly ConnectionLog _marketConnection;
    private readonly ConnectionLog _orderConnection;
    private readonly ConnectionLog _journalConnection;
    private readonly CancellationTokenSource _stopMarket = new();
    private readonly CancellationTokenSource _stopOrders = new();
    private readonly ActorRef _portfolio;
    private readonly ActorRef[] _markets;
    private readonly ActorRef[] _positions;
    private readonly JournalRecall _recall;
    private readonly CandleView[] _views;
    private readonly MarketFeed _feed;
    private readonly TimeProvider _time;
    private Reconciling? _reconciling;
    private Task _marketStream = Task.CompletedTask;
    private Task _orderStream = Task.CompletedTask;

    /// <param name="earlier">Symbols of earlier runs: their cash and holdings belong to the account, though nobody may trade them now.</param>
    /// <param name="inputs">Where all that its actors take in is written down; null for nowhere.</param>
    public TradingSystem(
        RunSettings settings, IEnumerable<Symbol> earlier, Venue venue, IJournal journal, TimeProvider time, Action<string> say, IInputLog? inputs = null)
    {
        _settings = settings;
        _symbols = [.. settings.Symbols.Union(earlier)];
        _say = say;
        _time = time;
        _venue = venue;
        _engine = new LiveEngine(time, journal, static () => Guid.CreateVersion7().ToString(), new LiveEngineOptions
        {
            Workers = settings.Workers,
            InputLog = inputs,
            Failed = (actor, error) => say($"{actor} failed: {error.Message}"),
        });
        Strategies = new StrategyBoard(_engine);
        _gateway = new ExecutionGateway(venue.Execution, _engine);
        _marketConnection = new ConnectionLog("market data", time, say);
        _orderConnection = new ConnectionLog("orders", time, say);
        _journalConnection = new ConnectionLog("journal", time, say);
        _journalConnection.Note(ConnectionState.Connected, "");
        _recall = new JournalRecall(journal, _symbols, _orders, _lots);
        _actors = new TradingActors(_engine, settings, _symbols);
        _portfolio = _actors.SpawnPortfolio();
        _markets = new ActorRef[_symbols.Length];
        _positions = new ActorRef[_symbols.Length];
        _views = [.. _symbols.Select(_ => new CandleView())];
        _feed = new MarketFeed(_engine, _markets, _views, _marketConnection);
        if (settings.Configuration is { } configuration)
            Reload = new ConfigReload(configuration.Source, configuration.Read, settings.Limits, CommandAsync);
    }

    /// <summary>Reads the configuration again; null where the settings came from nowhere.</summary>
    public ConfigReload? Reload { get; }

    public LiveEngine Engine => _engine;

    public EngineCounters Counters => _engine.Counters;

    /// <summary>Where trades are kept; null for nowhere.</summary>
    public TickWriter? Ticks { get; init; }

    public long? DroppedTicks => Ticks?.Dropped;

    public IReadOnlyDictionary<string, long> ClientCounters => _venue.Counters();

    /// <summary>
    /// Opens the account where the journal has none, starts the symbols, fills their history and connects. Throws when the venue does not answer.
    /// </summary>
    public async Task StartAsync(string journalId, CancellationToken cancellation)
    {
        await OpenAccountAsync(journalId, cancellation);
        await CommandAsync(new ConfigureLimits(_settings.Limits, "configuration at the start"));
        AccountSnapshot account = await _engine.Ask<AccountSnapshot>(_portfolio, new GetAccount(), AskTimeout);
        _reconciling = new Reconciling(_venue.Execution, _engine, account.OpenedAt, _portfolio, _settings.Symbols[0].Quote, _time, _say);
        ActorRef observer = _engine.OpenPort("observer", new Observer(_orders, _lots));
        SymbolHistory before = new(_settings, _venue.Market, _engine, _say);
        Timestamp[] history = new Timestamp[_symbols.Length];
        for (int i = 0; i < history.Length; i++)
        {
            await StartSymbolAsync(i, observer);
            history[i] = await before.WarmUpAsync(_symbols[i], _markets[i], _views[i], cancellation);
            await before.ResumeWatchAsync(_symbols[i], _positions[i], _recall.NewestOf(_symbols[i]), cancellation);
        }
        await TellOrphansAsync();
        _marketStream = _venue.Market.StreamAsync(_symbols, history, _feed, _stopMarket.Token);
        _orderStream = _gateway.StreamReportsAsync(OnOrderConnection, _stopOrders.Token);
        _reconciling.Start();
    }

    public async Task<SystemStatus> GetStatusAsync() => new(
        await _engine.Ask<AccountSnapshot>(_portfolio, new GetAccount(), AskTimeout), _orders.Counts, _feed.Trades, _feed.Candles,
        [_marketConnection.Status, _orderConnection.Status, _journalConnection.Status], _orders.Newest(50), _engine.Quarantines, _symbols);

    /// <summary>Sends the portfolio a command; gives the account once it is durable.</summary>
    public Task<AccountSnapshot> CommandAsync(IPortfolioMessage command) =>
        _engine.Ask<AccountSnapshot>(_portfolio, command, AskTimeout);

    /// <summary>The journal's database went away, and no entries are made until it is back; what is open goes on.</summary>
    public void NoteJournal(bool isAway)
    {
        _engine.Tell(_portfolio, new NoteJournal(isAway));
        _journalConnection.Note(
            isAway ? ConnectionState.Disconnected : ConnectionState.Connected,
            isAway ? "the database is away: no entries; events wait on the disk" : "all that waited is in the database");
    }

    public bool LiftQuarantine(string path) => _engine.LiftQuarantine(path);

    /// <summary>The symbols' books and their reconciliation; throws before the system has started.</summary>
    public Reconciling Books => _reconciling ?? throw new InvalidOperationException("the system has not started");

    /// <summary>The newest orders, also those that have ended.</summary>
    public IOrderLog Orders => _orders;

    /// <summary>How the strategies stand.</summary>
    public StrategyBoard Strategies { get; }

    /// <summary>The first-in-first-out view of what is held.</summary>
    public LotView Lots => _lots;

    /// <summary>Null when the system can trade, else what is missing.</summary>
    public async Task<string?> WhyNotReadyAsync()
    {
        if ((_marketStream.Exception ?? _orderStream.Exception) is { } ended)
            return $"a stream ended: {ended.GetBaseException().Message}";
        SystemStatus status = await GetStatusAsync();
        ConnectionStatus? down = status.Connections.FirstOrDefault(c => c.State != ConnectionState.Connected);
        return down is null ? null : $"{down.Name}: {down.State.ToString().ToLowerInvariant()} {down.Detail}";
    }

    /// <summary>The chart data of a symbol, or null when it is not traded here.</summary>
    public CandlesModel? FindCandles(string code)
    {
        for (int i = 0; i < _views.Length; i++)
        {
            if (_symbols[i].Code == code)
                return new CandlesModel(code, [.. _views[i].List().Select(c => new CandleModel(
                    c.OpenTime.UnixMillis, c.Open.ToDouble(), c.High.ToDouble(), c.Low.ToDouble(), c.Close.ToDouble(), c.Volume.ToDouble()))]);
        }
        return null;
    }

    /// <summary>
    /// Stops in order: no more entries and no more market data, so that nothing new is decided; orders in flight settle, for a while;
    /// the last report becomes durable; then the actors. What has not settled by then is looked up at the next start.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        _engine.Tell(_portfolio, new StopEntries());
        await EndAsync(_stopMarket, _marketStream);
        if (_reconciling is not null)
            await _reconciling.DisposeAsync();
        await SettleAsync();
        await _gateway.DisposeAsync();
        await EndAsync(_stopOrders, _orderStream);
        await CommandAsync(new ReportAccount());
        await _engine.DisposeAsync();
    }

    private void OnOrderConnection(ConnectionState state, string detail)
    {
        bool isNew = _orderConnection.Status.State != state;
        _orderConnection.Note(state, detail);
        if (isNew)
            Books.OnConnection(state);
    }

    private static async Task EndAsync(CancellationTokenSource stop, Task stream)
    {
        await stop.CancelAsync();
        await stream.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task SettleAsync()
    {
        using CancellationTokenSource limit = new(SettleLimit);
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(50));
        try
        {
            // Twice, since what the actors decided last may not have reached the log yet.
            for (int quiet = 0; quiet < 2; quiet = _orders.HasMarketOrderInFlight ? 0 : quiet + 1)
                await timer.WaitForNextTickAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // The venue is slow or gone; the journal knows what is open.
        }
    }

    private async Task OpenAccountAsync(string journalId, CancellationToken cancellation)
    {
        AccountSnapshot account = await _engine.Ask<AccountSnapshot>(_portfolio, new GetAccount(), AskTimeout);
        if (account.IsOpen)
            return;
        IReadOnlyList<Balance> balances = await _venue.Execution.GetBalancesAsync(cancellation)
            ?? throw new IOException("the exchange did not tell the account's balance");
        string quote = _settings.Symbols[0].Quote;
        Balance cash = balances.FirstOrDefault(b => b.Currency == quote) ?? throw new IOException($"the exchange's account has no {quote}");
        // What lies in orders of others is the account's too: it leaves with their fills.
        await CommandAsync(new OpenAccount(journalId, cash.Free + cash.Locked));
    }

    private async Task StartSymbolAsync(int index, ActorRef observer)
    {
        Symbol symbol = _symbols[index];
        ActorRef actor = _actors.SpawnSymbol(symbol, _portfolio, _gateway.Address, observer);
        SymbolRefs refs = await _engine.Ask<SymbolRefs>(actor, new GetSymbolRefs(), AskTimeout);
        _markets[index] = refs.Market;
        _positions[index] = refs.Position;
        _gateway.Route(symbol, refs.Position);
        Books.Add(symbol, refs.Position);
        Strategies.Add(symbol, IsTraded(index) ? _settings.ChoicesOf(symbol) : [], refs.Strategies);
    }

    private bool IsTraded(int index) => index < _settings.Symbols.Count;

    private async Task TellOrphansAsync()
    {
        AccountSnapshot account = await _engine.Ask<AccountSnapshot>(_portfolio, new GetAccount(), AskTimeout);
        foreach (SymbolSnapshot symbol in account.Symbols)
        {
            bool traded = _settings.Symbols.Contains(symbol.Symbol);
            foreach (VirtualPosition left in symbol.Positions.Where(p => !p.Quantity.IsZero))
            {
                if (!traded || _settings.ChoicesOf(symbol.Symbol).All(s => s.Name != left.Strategy))
                    _say($"nobody manages {left.Quantity} {symbol.Symbol} of {left.Strategy}: its strategy or symbol is not part of this run");
            }
        }
    }
}

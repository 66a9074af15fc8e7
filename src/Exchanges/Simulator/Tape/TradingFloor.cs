using CoinPilot.Exchanges.Simulator.Books;
using CoinPilot.Matching;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>
/// Everything that the exchange knows, behind one lock (<see cref="Gate"/>, to be held for every call and every read): the account and its
/// orders, the tapes, and who listens. Its time is that of the tape, so that an order never sees a trade from before it was placed.
/// </summary>
internal sealed class TradingFloor : IVenueListener, IDisposable
{
    private readonly IMarketSource _source;
    private readonly ExchangeBooks? _books;
    private readonly List<string> _orderIds = [];
    private readonly Postponed _postponed;
    private readonly MarketList _markets;
    private readonly AssetWatch? _assets;
    private readonly MarketPublisher _publisher;
    private readonly TimeSpan _cancelLatency;
    private TapeTrade _next;
    private bool _hasNext;

    public TradingFloor(LocalExchangeOptions options)
    {
        _source = options.Source;
        _books = options.Books;
        _postponed = new Postponed(Gate, options.Time);
        _cancelLatency = options.CancelLatency;
        Now = _source.Start(Timestamp.From(options.Time.GetUtcNow()));
        OpenedAt = Now;
        Terms = new VenueTerms(options.RulesDate ?? DateOnly.FromDateTime(Now.ToDateTimeOffset().UtcDateTime));
        Core = new VenueCore(options.Rules, _books?.OpeningCash ?? options.OpeningCash, this, NewId);
        _markets = new MarketList([.. _source.Symbols.Select((symbol, index) => new MarketTape(index, Core.AddMarket(symbol, RulesOf(symbol, _source.RulesOf(index, options.Rules)))))]);
        foreach ((Symbol symbol, Quantity quantity, Money cost) in options.OpeningHoldings)
            Core.Deposit(Core.FindMarket(symbol) ?? throw new ArgumentException($"{symbol} has a holding but no market", nameof(options)), quantity, cost);
        Broadcast = new Broadcast(_markets, Terms, _source.WaitsForConsumers ? int.MaxValue : options.SubscriberQueueLimit, Faults);
        _publisher = new MarketPublisher(Markets, Broadcast, Faults);
        Faults.Now = Now;
        TakeHistory();
        Restore();
        _assets = new AssetWatch(Core);
    }

    public Lock Gate { get; } = new();

    public VenueCore Core { get; }

    /// <summary>The venue's rules of the date.</summary>
    public VenueTerms Terms { get; }

    public IReadOnlyList<MarketTape> Markets => _markets.All;

    public Broadcast Broadcast { get; }

    public FaultBoard Faults { get; } = new(seed: 1);

    /// <summary>How far the venue's clock seems to be off.</summary>
    public TimeSpan ClockSkew => Faults.Lasting(FaultKind.ClockSkew, default)?.Delay ?? TimeSpan.Zero;

    public Timestamp OpenedAt { get; }

    /// <summary>The venue's time: all of the tape up to it has happened.</summary>
    public Timestamp Now { get; private set; }

    /// <summary>Trades that the tape has given since the opening.</summary>
    public long TradeCount { get; private set; }

    /// <summary>True when the tape has ended.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>When the tape's next trade comes; null once it has ended.</summary>
    public Timestamp? NextTrade => Peek() ? _next.Trade.Time : null;

    /// <summary>The ids of all orders ever placed, oldest first.</summary>
    public IReadOnlyList<string> OrderIds => _orderIds;

    /// <summary>The newest order as it was before it did anything.</summary>
    public VenueOrder? LastAccepted { get; private set; }

    /// <summary>Every order ever placed, oldest first.</summary>
    public IEnumerable<VenueOrder> Orders => _orderIds.Select(Core.Find).OfType<VenueOrder>();

    /// <summary>By its uuid, or else by its identifier.</summary>
    public VenueOrder? FindOrder(string? uuid, string? identifier) =>
        uuid is not null ? Core.Find(uuid) : identifier is not null ? Core.FindByIdentifier(identifier) : null;

    /// <summary>Cancels after the venue's own time for it, unless the order ends before.</summary>
    public void CancelLater(string uuid) => _postponed.Run(_cancelLatency, () =>
    {
        Core.Cancel(uuid, Now);
        TellBooks();
    });

    /// <summary>
    /// Replaces after the venue's own time for it: should the old order end before, there is no new one; should the new one have become
    /// impossible, the old one is only cancelled. Gives the new order's uuid.
    /// </summary>
    public string ReplaceLater(string uuid, VenueOrderRequest request)
    {
        string newUuid = NewId();
        _postponed.Run(_cancelLatency, () =>
        {
            if (Core.Replace(uuid, request, Now, newUuid).Error != VenueError.None)
                Core.Cancel(uuid, Now);
            TellBooks();
        });
        return newUuid;
    }

    /// <summary>Publishes books that orders changed where no tape goes on, and with it no grid of time.</summary>
    public void TellBooks()
    {
        if (IsFinished)
            _publisher.PublishBooks(Now);
    }

    /// <summary>Sets a scenario's faults beside those that are set, and its seed, if it has one.</summary>
    public void SetScenario((ulong? Seed, IReadOnlyList<Fault> Faults) scenario)
    {
        if (scenario.Seed is { } seed)
            Faults.Reseed(seed);
        foreach (Fault fault in scenario.Faults)
            Faults.Add(fault);
    }

    public MarketTape? Find(string code) => _markets.Find(code);

    /// <summary>Lets the tape go on to <paramref name="target"/>, by at most so many trades; true when it got there, or ended.</summary>
    public bool Advance(Timestamp target, int maxTrades)
    {
        for (int i = 0; i < maxTrades; i++)
        {
            if (!Peek())
            {
                Finish();
                return true;
            }
            if (_next.Trade.Time > target)
            {
                MoveTo(target);
                return true;
            }
            MoveTo(_next.Trade.Time);
            Publish(_next);
            _hasNext = false;
        }
        return false;
    }

    public void OnOrder(VenueOrder order, VenueFill? fill, Timestamp time)
    {
        _books?.Append(order, fill);
        if (fill is null && order.State == VenueOrderState.Waiting)
        {
            _orderIds.Add(order.VenueOrderId);
            LastAccepted = order;
        }
        Broadcast.OrderChanged(order, fill, time);
        TellConsequences(order, time);
    }

    public void OnPrevented(VenueOrder order, Timestamp time)
    {
        _books?.AppendPrevention(order);
        Broadcast.OrderPrevented(order, time);
        TellConsequences(order, time);
    }

    public void Dispose()
    {
        _postponed.Dispose();
        Broadcast.Dispose();
    }

    private static string NewId() => Guid.NewGuid().ToString();

    private VenueRules RulesOf(Symbol symbol, VenueRules rules) =>
        rules with { Ticks = Terms.TicksOf(symbol), Levels = Math.Min(rules.Levels, Terms.BookLevels) };

    private void TellConsequences(VenueOrder order, Timestamp time)
    {
        MarketTape market = _markets.Find(order.Request.Symbol.Code)!;
        _publisher.NoteBook(market, time);
        // Null while earlier books are restored, when nobody listens yet.
        if (_assets?.TakeChanges(market.Market) is { Count: > 0 } changes)
            Broadcast.AssetsChanged(changes, time);
    }

    private void TakeHistory()
    {
        while (Peek() && _next.Trade.Time < OpenedAt)
        {
            Record(_next);
            _hasNext = false;
        }
        foreach (MarketTape market in Markets)
            market.IsCandleChanged = false;
    }

    // After the history, which is older than every order in the books.
    private void Restore()
    {
        if (_books is null)
            return;
        foreach ((VenueOrder order, VenueFill? fill) in _books.Changes)
        {
            Core.Restore(order, fill);
            if (fill is null && order.State == VenueOrderState.Waiting && order.Prevented.IsNone)
                _orderIds.Add(order.VenueOrderId);
        }
        Core.FinishRestore(Now);
    }

    private bool Peek() => _hasNext || (_hasNext = _source.TryNext(out _next));

    private MarketTape Record(in TapeTrade next)
    {
        MarketTape market = Markets[next.Market];
        if (market.Market.LastPrice != next.Trade.Price)
            _publisher.NoteBook(market, next.Trade.Time);
        market.Add(next.Trade);
        Core.OnTrade(market.Market, next.Trade);
        return market;
    }

    private void Publish(in TapeTrade next)
    {
        MarketTape market = Record(next);
        TradeCount++;
        _publisher.PublishTrade(market);
    }

    private void MoveTo(Timestamp time)
    {
        Faults.Now = time;
        Broadcast.SkewMillis = (long)ClockSkew.TotalMilliseconds;
        _publisher.MoveTo(time);
        if (time > Now)
            Now = time;
    }

    private void Finish()
    {
        if (IsFinished)
            return;
        MoveTo(Now.FloorTo(TimeSpan.FromMinutes(1)) + TimeSpan.FromMinutes(1));
        IsFinished = true;
    }
}

using System.Threading.Channels;
using CoinPilot.Actors.Trading;
using CoinPilot.Exchanges;
using CoinPilot.Exchanges.Simulator.Books;
using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.App.Run;

/// <summary>
/// An account of play money at the matching core, driven by the trades of a real venue, which pass through <see cref="Watch"/>. Its orders and
/// fills stand in books that outlive the process. Time is that of the latest trade.
/// </summary>
internal sealed class PaperVenue : IExecutionVenue, IVenueListener
{
    private readonly Lock _gate = new();
    private readonly VenueCore _core;
    private readonly ExchangeBooks _books;
    private readonly IReadOnlyDictionary<Symbol, VenueRules> _rules;
    private readonly string _quote;
    private readonly TimeProvider _time;
    private readonly List<string> _orders = [];

    // A listener that stands still loses the oldest; a look-up tells it what it missed.
    private readonly Channel<IExecutionReply> _reports =
        Channel.CreateBounded<IExecutionReply>(new BoundedChannelOptions(16_384) { FullMode = BoundedChannelFullMode.DropOldest });

    private Timestamp _latest;

    /// <param name="books">Disposed by whoever opened them.</param>
    /// <param name="rules">Of each market that is traded.</param>
    /// <param name="quote">The currency of the account's cash, and of every market.</param>
    /// <param name="time">Stamps orders that come before any trade.</param>
    public PaperVenue(ExchangeBooks books, IReadOnlyDictionary<Symbol, VenueRules> rules, string quote, TimeProvider time)
    {
        (_books, _rules, _quote, _time) = (books, rules, quote, time);
        _core = new VenueCore(VenueRules.UpbitKrw with { Fee = rules.Values.First().Fee }, books.OpeningCash, this, static () => Guid.NewGuid().ToString());
        foreach (Symbol symbol in rules.Keys.Union(books.Changes.Select(c => c.Order.Request.Symbol)))
            MarketOf(symbol);
        foreach ((VenueOrder order, VenueFill? fill) in books.Changes)
        {
            _core.Restore(order, fill);
            NoteOrder(order, fill);
        }
        _core.FinishRestore(Now);
    }

    private Timestamp Now => _latest.IsSet ? _latest : Timestamp.From(_time.GetUtcNow());

    /// <summary>The market data, seen here on its way to whoever asked for it.</summary>
    public IMarketDataVenue Watch(IMarketDataVenue market) => new PaperMarket(market, this);

    /// <summary>A trade at the real venue: sets the last price and fills the resting orders that it went through.</summary>
    public void OnTrade(Symbol symbol, in Trade trade)
    {
        lock (_gate)
        {
            if (trade.Time > _latest)
                _latest = trade.Time;
            _core.OnTrade(MarketOf(symbol), trade);
        }
    }

    public Task<IExecutionReply> SubmitAsync(SubmitOrder order, CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult(Placed(order, _core.Place(RequestOf(order), Now)));
    }

    public Task<IExecutionReply> CancelAsync(CancelOrder order, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_core.FindByIdentifier(order.ClientOrderId.Value) is { State: VenueOrderState.Waiting } open)
                _core.Cancel(open.VenueOrderId, Now);
            return Task.FromResult(Find(order));
        }
    }

    public Task<IExecutionReply> LookUpAsync(LookUpOrder order, CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult(Find(order));
    }

    public Task<ReplaceReply> ReplaceAsync(ReplaceOrder order, CancellationToken cancellation)
    {
        lock (_gate)
        {
            LookUpOrder previous = new(order.Previous, order.Next.Symbol);
            string id = _core.FindByIdentifier(order.Previous.Value)?.VenueOrderId ?? "";
            IExecutionReply next = Placed(order.Next, _core.Replace(id, RequestOf(order.Next), Now));
            return Task.FromResult(new ReplaceReply(Find(previous), next));
        }
    }

    public Task<IReadOnlyList<Balance>?> GetBalancesAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            IEnumerable<Balance> coins = _core.Markets.Select(m => new Balance(m.Symbol.Base, new Money(m.Free.Units), new Money(m.Locked.Units)));
            return Task.FromResult<IReadOnlyList<Balance>?>([new Balance(_quote, _core.FreeCash, _core.LockedCash), .. coins]);
        }
    }

    public Task<IReadOnlyList<ListedOrder>?> GetOpenOrdersAsync(Symbol? symbol, CancellationToken cancellation) =>
        ListAsync(symbol, o => o.State == VenueOrderState.Waiting);

    public Task<IReadOnlyList<ListedOrder>?> GetClosedOrdersAsync(Symbol? symbol, Timestamp since, CancellationToken cancellation) =>
        ListAsync(symbol, o => o.State != VenueOrderState.Waiting && o.CreatedAt >= since);

    /// <summary>What happens to orders, in the order in which it happened; what happened before anybody listened comes first.</summary>
    public async Task StreamAsync(IExecutionSink sink, CancellationToken cancellation)
    {
        sink.OnConnection(ConnectionState.Connected, "paper account");
        try
        {
            await foreach (IExecutionReply report in _reports.Reader.ReadAllAsync(cancellation))
                sink.OnReport(report);
        }
        catch (OperationCanceledException)
        {
            sink.OnConnection(ConnectionState.Disconnected, "stopped");
        }
    }

    void IVenueListener.OnOrder(VenueOrder order, VenueFill? fill, Timestamp time)
    {
        _books.Append(order, fill);
        NoteOrder(order, fill);
        _reports.Writer.TryWrite(ReportOf(order, fill is null ? [] : [fill], time));
    }

    void IVenueListener.OnPrevented(VenueOrder order, Timestamp time) => _books.AppendPrevention(order);

    private void NoteOrder(VenueOrder order, VenueFill? fill)
    {
        if (fill is null && order.State == VenueOrderState.Waiting)
            _orders.Add(order.VenueOrderId);
    }

    private VenueMarket MarketOf(Symbol symbol) => _core.FindMarket(symbol) ?? _core.AddMarket(symbol, _rules.GetValueOrDefault(symbol));

    private Task<IReadOnlyList<ListedOrder>?> ListAsync(Symbol? symbol, Predicate<VenueOrder> fits)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<ListedOrder>?>([.. _orders.Select(_core.Find).OfType<VenueOrder>()
                .Where(o => (symbol is null || o.Request.Symbol == symbol) && fits(o)).Select(ListedOf)]);
        }
    }

    private IExecutionReply Placed(SubmitOrder order, (VenueError Error, VenueOrder? Order) placed) => placed switch
    {
        { Order: { } done } => ReportOf(done, done.Fills, Now),
        { Error: VenueError.DuplicatedIdentifier } => Find(order),
        _ => new SubmitRejected(order.ClientOrderId, order.Symbol, placed.Error.ToString(), "refused by the paper account"),
    };

    private IExecutionReply Find(IExecutionCommand command) => _core.FindByIdentifier(command.ClientOrderId.Value) is { } order
        ? ReportOf(order, order.Fills, Now)
        : new OrderNotFound(command.ClientOrderId, command.Symbol);

    private static VenueOrderRequest RequestOf(SubmitOrder o) =>
        new(o.Symbol, o.Side, o.Type, o.TimeInForce, o.Quantity, o.Price, o.Funds, o.ClientOrderId.Value);

    private static ExecutionReport ReportOf(VenueOrder order, IReadOnlyList<VenueFill> fills, Timestamp time) => new(
        new ClientOrderId(order.Request.Identifier), order.Request.Symbol, order.VenueOrderId,
        order.State == VenueOrderState.Waiting ? ReportedState.Open : ReportedState.Closed, order.Executed,
        [.. fills.Select(f => new ReportedFill(f.TradeId, f.Price, f.Quantity, f.Fee, f.Liquidity, f.Time))], time);

    private static ListedOrder ListedOf(VenueOrder o) => new(
        new ClientOrderId(o.Request.Identifier), o.VenueOrderId, o.Request.Symbol, o.Request.Side,
        o.State == VenueOrderState.Waiting ? ReportedState.Open : ReportedState.Closed,
        o.Request.Price.IsSet ? o.Request.Price : null, o.Request.StatesFunds ? null : o.Request.Quantity, o.Executed, o.CreatedAt);
}

using System.Collections.Concurrent;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Tests.Trading;
using CoinPilot.Values;

namespace CoinPilot.Tests.Clustering.Persistence;

/// <summary>The portfolio and one symbol's position actor on any engine, and a venue that fills every order whole.</summary>
internal sealed class TradingDesk : IPort, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Symbol Symbol = Symbol.Parse("KRW-BTC");

    private readonly IActorEngine _engine;
    private readonly ActorRef _portfolio;
    private readonly ActorRef _position;
    private readonly ConcurrentQueue<object> _changes = new();

    public TradingDesk(IActorEngine engine)
    {
        _engine = engine;
        _portfolio = engine.Spawn("portfolio", "portfolio", () => new PortfolioActor(new PortfolioOptions(RiskLimits.Default, ReportInterval: null)));
        ActorRef venue = engine.OpenPort("venue", this);
        ActorRef observer = engine.OpenPort("observer", new Listener(_changes));
        _position = engine.Spawn(Symbol.Code, "position", () => new PositionActor(
            Symbol, FeeRate.UpbitKrw, new PositionLinks(engine.OpenPort("market", new Listener(new ConcurrentQueue<object>())), _portfolio, venue, observer)));
    }

    public Task OpenAsync() => _engine.Ask<AccountSnapshot>(_portfolio, new OpenAccount("j1", Money.Of(10_000_000m)), Patience);

    /// <summary>Buys for the strategy; gives the book once the fill is durable.</summary>
    public Task<PositionBook> BuyAsync(decimal funds) => TradeAsync(new IntendOrder(
        "s", OrderSide.Buy, OrderType.Market, TimeInForce.Gtc, Quantity.Zero, Price.None, Money.Of(funds), Price.Of(100m), "test"));

    public Task<PositionBook> SellAsync(decimal quantity) => TradeAsync(new IntendOrder(
        "s", OrderSide.Sell, OrderType.Market, TimeInForce.Gtc, Quantity.Of(quantity), Price.None, Money.Zero, Price.Of(100m), "test"));

    public async Task<BookSnapshot> BookAsync() => await _engine.Ask<BookSnapshot>(_position, new GetBook(), Patience);

    /// <summary>What the account is by its journal and by what the symbol told it.</summary>
    public async Task<(Money Cash, string JournalId, string? KillSwitch)> AccountAsync()
    {
        AccountSnapshot account = await _engine.Ask<AccountSnapshot>(_portfolio, new GetAccount(), Patience);
        return (account.Cash, account.JournalId, account.KillSwitchReason);
    }

    public Task EngageKillSwitchAsync(string reason) => _engine.Ask<AccountSnapshot>(_portfolio, new EngageKillSwitch(reason), Patience);

    public void Deliver(object message, ActorRef sender)
    {
        if (message is SubmitOrder order)
            _engine.Tell(sender, Reports.Filled(order, Price.Of(100m)));
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private async Task<PositionBook> TradeAsync(IntendOrder order)
    {
        long before = (await BookAsync()).Sequence;
        using CancellationTokenSource limit = new(Patience);
        using PeriodicTimer poll = new(TimeSpan.FromMilliseconds(5));
        for (bool isTaken = false; ;)
        {
            // Refused for as long as the portfolio has not told the position which journal this is. One that is taken is durable before the answer.
            if (!isTaken)
                _engine.Tell(_position, new PlaceOrder("", _engine.Now, order));
            BookSnapshot snapshot = await BookAsync();
            isTaken = snapshot.Sequence > before;
            if (isTaken && snapshot.Book.OpenOrders.Count == 0)
                return snapshot.Book;
            await poll.WaitForNextTickAsync(limit.Token);
        }
    }

    private sealed class Listener(ConcurrentQueue<object> heard) : IPort
    {
        public void Deliver(object message, ActorRef sender) => heard.Enqueue(message);
    }
}

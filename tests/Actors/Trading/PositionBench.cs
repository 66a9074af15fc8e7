using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>One position actor with probes for everybody that it deals with, on a journal that survives <see cref="Restart"/>.</summary>
internal sealed class PositionBench
{
    public const string Strategy = "s";

    private VirtualEngine _engine;
    private ActorRef _position;
    private int _asked;
    private long _trades;

    /// <summary>With <paramref name="script"/> null the venue fills every order at once.</summary>
    public PositionBench(Func<IExecutionCommand, IExecutionReply?>? script = null, bool hasAccount = true)
    {
        Venue = new ScriptedVenue(Journal) { Script = script };
        (_engine, _position) = Begin(Reports.Time, hasAccount);
    }

    public static Symbol Symbol { get; } = Symbol.Parse("KRW-BTC");

    public InMemoryJournal Journal { get; } = new();

    public ScriptedVenue Venue { get; }

    public Probe Portfolio { get; } = new();

    public Probe Market { get; } = new();

    public Probe Observer { get; } = new();

    public Probe StrategyProbe { get; } = new();

    public Timestamp Now => _engine.Now;

    public EngineCounters Counters => _engine.Counters;

    public IReadOnlyList<object> Events => [.. Journal.Read(PositionActor.EntityOf(Symbol)).Select(e => e.Event)];

    public string EventNames => string.Join(' ', Events.Select(e => e.GetType().Name));

    public PositionBook Book
    {
        get
        {
            Probe answer = new();
            Tell(new GetBook(), _engine.OpenPort($"answer-{++_asked}", answer));
            return answer.Last<BookSnapshot>().Book;
        }
    }

    public Order? OpenOrder => Book.OpenOrders.SingleOrDefault();

    public static IntendOrder Buy(decimal funds = 10_000m) => new(
        Strategy, OrderSide.Buy, OrderType.Market, TimeInForce.Gtc, Quantity.Zero, Price.None, Money.Of(funds), Price.Of(100m), "test");

    public static IntendOrder Sell(decimal quantity) => new(
        Strategy, OrderSide.Sell, OrderType.Market, TimeInForce.Gtc, Quantity.Of(quantity), Price.None, Money.Zero, Price.Of(100m), "test");

    /// <summary>Places the order and gives what was submitted for it.</summary>
    public SubmitOrder Place(IntendOrder order, string reservationId = "")
    {
        Tell(new PlaceOrder(reservationId, _engine.Now, order));
        return Venue.Submits[^1];
    }

    /// <summary>Places an order of which nothing is sent yet.</summary>
    public void Arm(IntendOrder order, OrderConditions conditions) =>
        Tell(new PlaceOrder("", _engine.Now, order with { Conditions = conditions }));

    public void Tell(object message, ActorRef? sender = null)
    {
        _engine.Tell(_position, message, sender);
        _engine.RunUntilIdle();
    }

    /// <summary>The market trades at that price.</summary>
    public void Trade(decimal price)
    {
        Trade trade = new(_engine.Now, Price.Of(price), Quantity.Of(1m), OrderSide.Buy, ++_trades);
        _engine.Tell(_position, MarketEvent.Of(trade));
        _engine.RunUntilIdle();
    }

    /// <summary>A minute that closes now, told as a candle alone.</summary>
    public void Minute(decimal open, decimal high, decimal low, decimal close)
    {
        _engine.Tell(_position, MarketEvent.OfClosed(CandleAt(_engine.Now - TimeSpan.FromMinutes(1), open, high, low, close), 1));
        _engine.RunUntilIdle();
    }

    public static Candle CandleAt(Timestamp time, decimal open, decimal high, decimal low, decimal close) =>
        new(time, Price.Of(open), Price.Of(high), Price.Of(low), Price.Of(close), Quantity.Of(1m));

    public Reconciliation Reconcile(VenueStatement statement, bool accepts = false)
    {
        Probe answer = new();
        Tell(new ReconcilePosition(statement, accepts), _engine.OpenPort($"answer-{++_asked}", answer));
        return answer.Last<Reconciliation>();
    }

    /// <summary>Buys at 100 and holds.</summary>
    public void Hold(decimal quantity) => Place(Buy(quantity * 100m));

    public void Wait(double seconds) => _engine.Advance(_engine.Now + TimeSpan.FromSeconds(seconds));

    /// <summary>The process dies and starts again on the same journal, <paramref name="after"/> later.</summary>
    public void Restart(TimeSpan after = default)
    {
        _engine.Crash();
        (_engine, _position) = Begin(_engine.Now + after, hasAccount: true);
    }

    /// <summary>The actor fails on a message that no actor should get and is restarted under supervision.</summary>
    public void Fail()
    {
        Tell(new PlaceOrder("", _engine.Now, null!));
        Wait(1);
    }

    private (VirtualEngine Engine, ActorRef Position) Begin(Timestamp now, bool hasAccount)
    {
        VirtualEngine engine = new(seed: 7, Journal, start: now);
        Account account = new(engine, Portfolio, hasAccount);
        PositionLinks links = new(
            engine.OpenPort("market", Market), engine.OpenPort("portfolio", account), Venue.Attach(engine), engine.OpenPort("observer", Observer),
            Heartbeat: TimeSpan.FromSeconds(5));
        ActorRef position = engine.Spawn(Symbol.Code, "position", () => new PositionActor(Symbol, FeeRate.UpbitKrw, links));
        ActorRef strategy = engine.OpenPort("strategy", StrategyProbe);
        engine.Tell(position, new JoinStrategy(Strategy), strategy);
        engine.RunUntilIdle();
        return (engine, position);
    }

    /// <summary>Answers a summary as the portfolio does.</summary>
    private sealed class Account(VirtualEngine engine, Probe probe, bool isOpen) : IPort
    {
        public void Deliver(object message, ActorRef sender)
        {
            probe.Deliver(message, sender);
            if (message is PositionSummary && isOpen)
                engine.Tell(sender, new AccountIdentity("j1"));
        }
    }
}

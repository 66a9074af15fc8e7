using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Simulation;

/// <summary>What the simulation found in the protocols between a symbol, the portfolio and the venue, each as a test of its own.</summary>
public sealed class LossyLinkTests
{
    private static readonly Timestamp Start = Timestamp.Utc(2025, 9, 1);
    private static readonly Symbol Btc = Symbol.Parse("KRW-BTC");
    private static readonly Symbol Eth = Symbol.Parse("KRW-ETH");
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    private readonly VirtualEngine _engine = new(1, start: Start);
    private readonly Outbox _outbox = new();
    private readonly ActorRef _probe;

    public LossyLinkTests() => _probe = _engine.OpenPort("probe", _outbox);

    [Fact]
    public void Portfolio_StartedAgain_GrantsNothingUntilEverySymbolHasSpoken()
    {
        ActorRef portfolio = OpenPortfolio(Btc, Eth);
        Tell(portfolio, Totals(Btc, 3));
        Tell(portfolio, new ReserveExposure("r1", Btc));
        Assert.Equal(RiskCode.NoAccount, _outbox.Last<ExposureDenied>().Denial.Code);

        Tell(portfolio, Totals(Eth, 1));
        Tell(portfolio, new ReserveExposure("r2", Btc));
        Assert.Equal("r2", _outbox.Last<ExposureReserved>().ReservationId);
    }

    [Fact]
    public void Portfolio_StartedAgain_WaitsForWhatItGrantedBefore()
    {
        InMemoryJournal journal = new();
        PortfolioOptions settings = new(RiskLimits.SizesOnly, null) { Symbols = [Btc], RestartPause = TimeSpan.FromMinutes(1) };
        VirtualEngine first = new(1, journal, start: Start);
        first.Tell(first.Spawn("portfolio", "portfolio", () => new PortfolioActor(settings)), new OpenAccount("j", Money.Of(10_000_000)));
        first.RunUntilIdle();
        first.Crash();

        VirtualEngine second = new(2, journal, start: Start);
        ActorRef probe = second.OpenPort("probe", _outbox);
        ActorRef portfolio = second.Spawn("portfolio", "portfolio", () => new PortfolioActor(settings));
        second.Tell(portfolio, Totals(Btc, 1), probe);
        second.Tell(portfolio, new ReserveExposure("r1", Btc), probe);
        second.Advance(Start + TimeSpan.FromMinutes(1));
        second.Tell(portfolio, new ReserveExposure("r2", Btc), probe);
        second.RunUntilIdle();

        Assert.Equal("r1", _outbox.Last<ExposureDenied>().ReservationId);
        Assert.Equal("r2", _outbox.Last<ExposureReserved>().ReservationId);
    }

    [Fact]
    public void Position_CancelledAgainAndAgain_IsLookedUpStill()
    {
        ActorRef position = PlaceBuy(out ClientOrderId id);
        Tell(position, new ExecutionReport(id, Btc, "v1", ReportedState.Open, null, [], Start));
        for (int second = 1; second <= 10; second++)
        {
            Tell(position, new OrderNotFound(id, Btc));
            _engine.Advance(Start + TimeSpan.FromSeconds(second));
        }

        Assert.InRange(_outbox.Count<LookUpOrder>(), 2, 10);
    }

    [Fact]
    public void Portfolio_OlderTotalsArriveLate_AreLeftAside()
    {
        ActorRef portfolio = OpenPortfolio(Btc);
        Tell(portfolio, Totals(Btc, 5, cashFlow: -700));
        Tell(portfolio, Totals(Btc, 4, cashFlow: -100));

        Tell(portfolio, new GetAccount());
        Assert.Equal(Money.Of(10_000_000 - 700), _outbox.Last<AccountSnapshot>().Cash);
    }

    [Fact]
    public void Portfolio_RepeatedQuestion_GetsTheSameGrantOnce()
    {
        ActorRef portfolio = OpenPortfolio(Btc);
        Tell(portfolio, Totals(Btc, 1));
        for (int i = 0; i < 10; i++)
            Tell(portfolio, new ReserveExposure("r1", Btc));

        Assert.Equal(10, _outbox.Count<ExposureReserved>());
        Tell(portfolio, new ReserveExposure("r2", Btc));
        Assert.Equal("r2", _outbox.Last<ExposureReserved>().ReservationId);
    }

    [Fact]
    public void Portfolio_SymbolSilentForLong_KeepsItsReservation()
    {
        ActorRef portfolio = OpenPortfolio(Btc, Eth);
        Tell(portfolio, Totals(Btc, 1));
        Tell(portfolio, Totals(Eth, 1));
        for (int i = 0; i < 5; i++)
            Tell(portfolio, new ReserveExposure($"btc{i}", Btc));

        _engine.Advance(Start + TimeSpan.FromMinutes(20));
        Tell(portfolio, Totals(Eth, 2));
        Tell(portfolio, new ReserveExposure("eth", Eth));
        Assert.Equal(RiskCode.Cash, _outbox.Last<ExposureDenied>().Denial.Code);

        Tell(portfolio, Totals(Btc, 1));
        Tell(portfolio, new ReserveExposure("eth", Eth));
        Assert.Equal("eth", _outbox.Last<ExposureReserved>().ReservationId);
    }

    [Fact]
    public void Risk_RepeatedGrant_ReleasesNothing()
    {
        ActorRef risk = StartRisk();
        Tell(risk, new Signal("s", new Intent(IntentKind.Enter, "why"), Quantity.Zero));
        ExposureReserved grant = new(_outbox.Last<ReserveExposure>().ReservationId, Money.Of(100_000));

        Tell(risk, grant);
        Tell(risk, grant);

        Assert.Equal(1, _outbox.Count<PlaceOrder>());
        Assert.Equal(0, _outbox.Count<ReleaseExposure>());
    }

    [Fact]
    public void Risk_HaltedWhileItWaits_GivesTheGrantBack()
    {
        ActorRef risk = StartRisk();
        Tell(risk, new Signal("s", new Intent(IntentKind.Enter, "why"), Quantity.Zero));
        ExposureReserved grant = new(_outbox.Last<ReserveExposure>().ReservationId, Money.Of(100_000));

        Tell(risk, new EntriesHalted(RiskCode.KillSwitch));
        Tell(risk, grant);

        Assert.Equal(0, _outbox.Count<PlaceOrder>());
        Assert.Equal(grant.ReservationId, _outbox.Last<ReleaseExposure>().ReservationId);
        Assert.Equal(RiskCode.KillSwitch, _outbox.Last<OrderDenied>().Code);
    }

    [Fact]
    public void Risk_NoWordFromThePortfolio_DeniesEntries()
    {
        ActorRef risk = StartRisk();
        _engine.Advance(Start + 5 * Beat);
        Quote(risk);

        Tell(risk, new Signal("s", new Intent(IntentKind.Enter, "why"), Quantity.Zero));

        Assert.Equal(RiskCode.NoAccount, _outbox.Last<OrderDenied>().Code);
    }

    [Fact]
    public void Position_VenueSaysNothing_IsLookedUp()
    {
        ActorRef position = PlaceBuy(out ClientOrderId id);
        Tell(position, new ExecutionReport(id, Btc, "v1", ReportedState.Open, null, [], Start));
        Assert.Equal(0, _outbox.Count<LookUpOrder>());

        _engine.Advance(Start + 7 * Beat);

        Assert.Equal(id, _outbox.Last<LookUpOrder>().ClientOrderId);
    }

    [Fact]
    public void Position_SendsAgain_JournalsItFirst()
    {
        ActorRef position = PlaceBuy(out ClientOrderId id);
        Tell(position, new SubmitNotSent(id, Btc, "429"));
        Tell(position, new GetBook());
        long before = _outbox.Last<BookSnapshot>().Sequence;

        _engine.Advance(Start + TimeSpan.FromSeconds(2));

        Tell(position, new GetBook());
        Assert.Equal(2, _outbox.Count<SubmitOrder>());
        Assert.Equal(before + 1, _outbox.Last<BookSnapshot>().Sequence);
    }

    [Fact]
    public void Position_RefusedOnTheSecondTry_WaitsForTheFirst()
    {
        ActorRef position = PlaceBuy(out ClientOrderId id);
        Tell(position, new SubmitAmbiguous(id, Btc, "timed out"));
        _engine.Advance(Start + TimeSpan.FromSeconds(2));
        Tell(position, new OrderNotFound(id, Btc));
        _engine.Advance(Start + TimeSpan.FromSeconds(5));
        Assert.Equal(2, _outbox.Count<SubmitOrder>());

        Tell(position, new SubmitRejected(id, Btc, "market_offline", ""));
        Tell(position, new GetBook());
        Assert.Single(_outbox.Last<BookSnapshot>().Book.OpenOrders);

        _engine.Advance(Start + TimeSpan.FromMinutes(3));
        Tell(position, new OrderNotFound(id, Btc));
        Tell(position, new GetBook());
        Assert.Empty(_outbox.Last<BookSnapshot>().Book.OpenOrders);
    }

    [Fact]
    public void Position_AbandonedOrderNeverArrived_IsNotSentAgain()
    {
        ActorRef position = PlaceBuy(out ClientOrderId id);
        Tell(position, new SubmitAmbiguous(id, Btc, "timed out"));

        Tell(position, new AbandonStrategy("s"));
        Assert.Equal(1, _outbox.Count<CancelOrder>());
        Tell(position, new OrderNotFound(id, Btc));
        _engine.Advance(Start + TimeSpan.FromMinutes(3));
        Tell(position, new OrderNotFound(id, Btc));

        Assert.Equal(1, _outbox.Count<SubmitOrder>());
        Tell(position, new GetBook());
        Assert.Empty(_outbox.Last<BookSnapshot>().Book.OpenOrders);
    }

    [Fact]
    public void Position_JournalTookTooLong_AsksInsteadOfSending()
    {
        SlowJournal journal = new();
        VirtualEngine engine = new(1, journal, start: Start);
        ActorRef probe = engine.OpenPort("probe", _outbox);
        ActorRef position = engine.Spawn("KRW-BTC", "position", () => new PositionActor(Btc, FeeRate.UpbitKrw, new PositionLinks(probe, probe, probe, probe)));
        engine.Tell(position, new AccountIdentity("j"));
        engine.Tell(position, new PlaceOrder("r", Start, Buy));
        engine.RunUntilIdle();

        engine.Advance(Start + TimeSpan.FromMinutes(1));
        journal.Answer();
        engine.RunUntilIdle();

        Assert.Equal(0, _outbox.Count<SubmitOrder>());
        Assert.Equal(1, _outbox.Count<LookUpOrder>());
    }

    private static IntendOrder Buy { get; } = new(
        "s", OrderSide.Buy, OrderType.Market, TimeInForce.Gtc, Quantity.Zero, Price.None, Money.Of(100_000), Price.Of(1_000), "why");

    private static PositionSummary Totals(Symbol symbol, long sequence, decimal cashFlow = 0) =>
        new(symbol, sequence, Money.Of(cashFlow), Money.Zero, ValueList<VirtualPosition>.Empty, "");

    private ActorRef OpenPortfolio(params IReadOnlyList<Symbol> symbols)
    {
        ActorRef portfolio = _engine.Spawn("portfolio", "portfolio", () => new PortfolioActor(new PortfolioOptions(RiskLimits.SizesOnly, null) { Symbols = symbols }));
        Tell(portfolio, new OpenAccount("j", Money.Of(10_000_000)));
        return portfolio;
    }

    private ActorRef StartRisk()
    {
        ActorRef risk = _engine.Spawn("KRW-BTC", "risk", () => new RiskActor(Btc, RiskLimits.SizesOnly, _probe, _probe, _probe, Beat));
        Tell(risk, new EntriesHalted(null));
        Quote(risk);
        return risk;
    }

    private ActorRef PlaceBuy(out ClientOrderId id)
    {
        ActorRef position = _engine.Spawn("KRW-BTC", "position", () => new PositionActor(
            Btc, FeeRate.UpbitKrw, new PositionLinks(_probe, _probe, _probe, _probe, Beat)));
        Tell(position, new AccountIdentity("j"));
        Tell(position, new PlaceOrder("r", Start, Buy));
        id = _outbox.Last<SubmitOrder>().ClientOrderId;
        return position;
    }

    private void Quote(ActorRef actor)
    {
        _engine.Tell(actor, MarketEvent.Of(new Trade(_engine.Now, Price.Of(1_000), Quantity.Of(1), OrderSide.Buy, 1)));
        _engine.RunUntilIdle();
    }

    private void Tell(ActorRef actor, object message)
    {
        _engine.Tell(actor, message, _probe);
        _engine.RunUntilIdle();
    }
}

using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Strategies;
using CoinPilot.Tests.Simulation;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>A strategy is told of each fill once, and what it remembers outlives instances and processes.</summary>
public sealed class StrategyMemoryTests
{
    private readonly DiaryPage _page = new();

    [Fact]
    public void Fill_OfEachOrder_IsToldOnceWithItsFigures()
    {
        Floor floor = Trading();
        floor.Rise();
        floor.Fall();

        Assert.Equal([1L, 2L], _page.Fills.Select(f => f.Number));
        Assert.Equal([OrderSide.Buy, OrderSide.Sell], _page.Fills.Select(f => f.Side));
        Assert.All(_page.Fills, f => Assert.Equal((Price.Of(100m), "", Reports.Time), (f.Price, f.Tag, f.Time)));
        Assert.Equal(floor.Book().PositionOf("diary").Fees, _page.Fills.Aggregate(Money.Zero, (sum, f) => sum + f.Fee));
        Assert.Equal(_page.Fills[0].Quantity, _page.Fills[1].Quantity);
    }

    [Fact]
    public void State_AfterACrash_IsWhatItWas()
    {
        Floor floor = Trading();
        floor.Rise();
        StrategyStateSaved before = Saved(floor)[^1];
        floor.Restart();
        _page.Heard.Clear();
        floor.Fall();

        Assert.Equal($"loaded 1 {_page.Fills[0].Quantity} 1", _page.Heard[0]);
        Assert.Equal("fills 1, held", $"fills {Value(before, "fills")}, held");
        Assert.Equal(2, _page.Fills.Count);
        Assert.Equal("2", Value(Saved(floor)[^1], "fills"));
    }

    [Fact]
    public void Fill_WhoseNewsWasLostInACrash_IsToldAgain()
    {
        _page.BreaksAtFill = true;
        Floor floor = Trading(SupervisionPolicy.Default with { MaxRestarts = 0 });
        floor.Rise();
        Assert.Single(floor.Engine.Quarantines);
        _page.BreaksAtFill = false;
        floor.Restart();
        floor.Minute(100m, 100m);

        // The second is the sale of what a strategy in quarantine held.
        Assert.Equal([1L, 2L], _page.Fills.Select(f => f.Number));
        Assert.Equal(("2", 2L), (Value(Saved(floor)[^1], "fills"), Saved(floor)[^1].LastFill));
    }

    [Fact]
    public void Fill_AtWhichTheStrategyFailed_IsToldAgainToItsNextInstance()
    {
        _page.BreaksAtFill = true;
        Floor floor = Trading();
        floor.Rise();
        _page.BreaksAtFill = false;
        floor.Wait(1);
        floor.Minute(100m, 100m);

        Assert.True(_page.Instances > 1);
        Assert.Equal([1L], _page.Fills.Select(f => f.Number));
    }

    [Fact]
    public void Fill_BookedWhileTheStrategyStartsAnew_IsToldAfterTheOneAtWhichItFailed()
    {
        _page.BreaksAtFill = true;
        Floor floor = Trading();
        floor.Venue.Script = static c => c is SubmitOrder s ? Reports.Open(s, Reports.Fill("t1", 400m)) : null;
        floor.Rise();
        _page.BreaksAtFill = false;
        floor.Tell(floor.Refs().Position, Reports.Closed(floor.Venue.Submits[0], Reports.Fill("t1", 400m), Reports.Fill("t2", 500m)));
        floor.Wait(1);
        floor.Minute(100m, 100m);

        Assert.Equal([(1L, Quantity.Of(400m)), (2L, Quantity.Of(500m))], _page.Fills.Select(f => (f.Number, f.Quantity)));
        Assert.Equal(("2", "900"), (Value(Saved(floor)[^1], "fills"), Value(Saved(floor)[^1], "held")));
    }

    [Fact]
    public void Fill_WhileThePositionActorFails_IsTold()
    {
        Floor floor = Trading();
        floor.Minute(100m, 100m);
        floor.Tell(floor.Refs().Position, new PlaceOrder("", Reports.Time, null!));
        floor.Wait(1);
        floor.Rise();

        Assert.Equal(1, floor.Engine.Counters.Restarts);
        Assert.Single(_page.Fills);
    }

    [Fact]
    public void State_ThatChangedWithAnIntent_IsDurableBeforeTheSignalGoesOut()
    {
        SlowJournal journal = new();
        VirtualEngine engine = new(seed: 1, journal, start: Reports.Time);
        Probe market = new(), position = new(), risk = new();
        SymbolRefs refs = new(engine.OpenPort("market", market), engine.OpenPort("position", position), engine.OpenPort("risk", risk));
        ActorRef strategy = engine.Spawn("KRW-BTC", "strategy", () => new StrategyActor(Symbol.Parse("KRW-BTC"), Diary.Choose(_page), refs));
        engine.Tell(strategy, new WarmUp([]) { IsAnswer = true });
        engine.Tell(strategy, new StrategyPosition("diary", default, HasOpenOrder: false));
        engine.Tell(strategy, MarketEvent.OfClosed(
            new Candle(Reports.Time, Price.Of(99m), Price.Of(100m), Price.Of(99m), Price.Of(100m), Quantity.Of(1m)), 1));
        engine.RunUntilIdle();
        Assert.Empty(risk.Messages);
        journal.Answer();
        engine.RunUntilIdle();

        Assert.Equal(IntentKind.Enter, Assert.Single(risk.Of<Signal>()).Intent.Kind);
    }

    [Fact]
    public void State_OfAnotherKindUnderTheSameName_IsNotRead()
    {
        Floor floor = Trading();
        floor.Rise();
        DiaryPage other = new();
        floor.Restart(strategies: [Diary.Choose(other, "other")]);
        floor.Minute(100m, 100m);

        Assert.DoesNotContain(other.Heard, h => h.StartsWith("loaded", StringComparison.Ordinal));
        Assert.Equal(("other", "0"), (Saved(floor)[^1].Kind, Value(Saved(floor)[^1], "fills")));
    }

    [Fact]
    public void State_OfALaterVersion_PutsTheStrategyInQuarantineAndNamesTheVersion()
    {
        Floor floor = Trading(SupervisionPolicy.Default with { MaxRestarts = 0 });
        _page.StateVersion = 2;
        floor.Restart();
        floor.Rise();
        _page.StateVersion = 1;
        floor.Restart();
        floor.Rise();

        Assert.Contains("up to version 1, not 2", Assert.Single(floor.Engine.Quarantines).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Strategy_WithoutState_WritesNothing()
    {
        _page.StateVersion = 0;
        Floor floor = Trading();
        floor.Rise();
        floor.Fall();

        Assert.Equal(2, _page.Fills.Count);
        Assert.Empty(floor.Journal.Read(StrategyActor.EntityOf(floor.Symbols[0], "diary")));
    }

    [Fact]
    public void Candles_ThatChangeNothing_WriteNothing()
    {
        Floor floor = Trading();
        floor.Rise();
        int before = Saved(floor).Count;
        for (int i = 0; i < 20; i++)
            floor.Minute(100m, 100m);

        Assert.Equal(before, Saved(floor).Count);
    }

    [Fact]
    public void Restart_WithoutNews_WritesNothing()
    {
        Floor floor = Trading();
        floor.Rise();
        int before = Saved(floor).Count;
        for (int i = 0; i < 3; i++)
        {
            floor.Restart();
            floor.Minute(100m, 100m);
        }

        Assert.Equal(before, Saved(floor).Count);
        Assert.Single(_page.Fills);
    }

    [Fact]
    public void Status_OfAStrategy_TellsItsStateItsConditionsAndItsLastDecision()
    {
        Floor floor = Trading();
        Assert.Equal((false, 0), (Status(floor).IsWarm, Status(floor).WarmMinutes));
        floor.Minute(100m, 100m);
        floor.Minute(100m, 100m);
        StrategyStatus waiting = Status(floor);
        floor.Rise();
        StrategyStatus entered = Status(floor);

        Assert.Equal((true, 2, 5), (waiting.IsWarm, waiting.WarmMinutes, waiting.WarmUpMinutes));
        Assert.Null(waiting.Last);
        Assert.Equal(["not fills 0 > 1", "not is long 0 >= 1"], waiting.Conditions.Select(c => c.ToString()));
        Assert.Equal(["not fills 1 > 1", "is long 1 >= 1"], entered.Conditions.Select(c => c.ToString()));
        Assert.Equal((IntentKind.Enter, StrategyDecision.CarriedOut, floor.Engine.Now), (entered.Last!.Intent.Kind, entered.Last.Outcome, entered.Last.At));
        Assert.Contains(new StateField("fills", "1"), entered.State);
    }

    [Fact]
    public void Status_AfterADenialAndWhileAnOrderIsUnderWay_SaysSo()
    {
        Floor floor = Trading();
        floor.Tell(floor.Portfolio, new EngageKillSwitch("test"));
        floor.Wait(6);
        floor.Rise();
        string denied = Status(floor).Last!.Outcome;
        floor.Tell(floor.Portfolio, new ReleaseKillSwitch("test"));
        floor.Venue.Script = static _ => null;
        floor.Wait(6);
        floor.Rise();
        string underWay = Status(floor).Last!.Outcome;

        Assert.StartsWith("denied: RISK_KILL_SWITCH", denied, StringComparison.Ordinal);
        Assert.Equal(StrategyDecision.UnderWay, underWay);
    }

    [Fact]
    public void Order_OfAStrategy_IsJournaledWithTheConditionsOfItsIntent()
    {
        Floor floor = Trading();
        floor.Rise();
        floor.Fall();
        OrderIntended[] orders = [.. floor.Journal.Read(PositionActor.EntityOf(floor.Symbols[0])).Select(e => e.Event).OfType<OrderIntended>()];

        Assert.Equal([Condition.Above("close", 100, 99)], orders[0].Because);
        Assert.Empty(orders[1].Because);
    }

    private static StrategyStatus Status(Floor floor) => floor.Ask<StrategyStatus>(floor.Refs().Strategies[0], new GetStrategyStatus());

    private Floor Trading(SupervisionPolicy? supervision = null) => new(new FloorOptions
    {
        Strategies = [Diary.Choose(_page)],
        Supervision = supervision ?? SupervisionPolicy.Default,
    });

    private static List<StrategyStateSaved> Saved(Floor floor) =>
        [.. floor.Journal.Read(StrategyActor.EntityOf(floor.Symbols[0], "diary")).Select(e => (StrategyStateSaved)e.Event)];

    private static string Value(StrategyStateSaved saved, string field) => saved.State.Single(f => f.Name == field).Value;
}

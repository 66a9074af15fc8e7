using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>What risk decides is in the journal: with each order what allowed it, and each denial within bounds.</summary>
public sealed class RiskDecisionTests
{
    [Fact]
    public void Order_OfAnEntry_IsJournaledWithTheFiguresAndTheLimitsThatAllowedIt()
    {
        Floor floor = new(new FloorOptions { Limits = RiskLimits.Default });
        floor.Ask<AccountSnapshot>(floor.Portfolio, new OverrideLimits(ValueList<LimitSetting>.Of([new("max_positions", "4")]), "test"));
        floor.Rise();

        OrderPermitted permitted = Assert.Single(PositionEvents(floor).OfType<OrderPermitted>());
        Assert.Equal(RiskScope.Entry, permitted.Permission.Scope);
        Assert.Equal(1, permitted.Permission.LimitsVersion);
        Assert.Equal(
            "allowed by risk as an entry, limits version 1: price age 0 <= 120 s, minimum 2000000 >= 5000 KRW, maximum 2000000 <= 1000000000 KRW, "
            + "cash 2001000 <= 10000000 KRW, order size 2000000 <= 2000000 KRW, symbol exposure 2000000 <= 10000000 KRW, total exposure 2000000 <= 10000000 KRW, "
            + "positions 1 <= 4, equity against the daily loss 10000000 > 9700000 KRW, entries today 1 <= 6, equity against the drawdown 10000000 > 8000000 KRW, "
            + "entries a minute 1 <= 10",
            permitted.Permission.ToString());
        Assert.Equal(1, Assert.Single(floor.PortfolioEvents.OfType<EntryGranted>()).LimitsVersion);
    }

    [Fact]
    public void Order_OfAnExit_IsJournaledAsAReduction()
    {
        Floor floor = new();
        floor.Rise();
        floor.Fall();

        OrderPermitted[] permitted = [.. PositionEvents(floor).OfType<OrderPermitted>()];
        Assert.Equal([RiskScope.Entry, RiskScope.Reduction], permitted.Select(p => p.Permission.Scope));
        Assert.Equal([RiskCheck.Minimum, RiskCheck.Maximum], permitted[1].Permission.Figures.Select(f => f.Check));
        Assert.All(permitted.SelectMany(p => p.Permission.Figures), f => Assert.True(f.IsWithin, f.ToString()));
    }

    [Fact]
    public void Order_ThatFired_IsPermittedAgainBeforeItIsSent()
    {
        PositionBench bench = new();
        bench.Arm(PositionBench.Buy(), OrderConditions.None with { Trigger = Trigger.StopAt(Price.Of(105m)) });
        bench.Trade(106m);
        RiskFigure figure = new(RiskCheck.Cash, 1, 2);
        bench.Tell(new ExposureReserved(bench.Portfolio.Last<ReserveExposure>().ReservationId, Money.Of(10_000m))
        {
            Figures = ValueList<RiskFigure>.Of([figure]), LimitsVersion = 7,
        });

        Assert.StartsWith("OrderIntended OrderConditioned OrderArmed OrderTriggered OrderPermitted OrderSubmitted", bench.EventNames, StringComparison.Ordinal);
        RiskPermission permission = bench.Events.OfType<OrderPermitted>().Single().Permission;
        Assert.Equal((RiskScope.Entry, 7, figure), (permission.Scope, permission.LimitsVersion, Assert.Single(permission.Figures)));
    }

    [Fact]
    public void Signal_DeniedWithEveryCandle_LeavesOneEventAndItsCountAtTheHoursEnd()
    {
        Floor floor = new(new FloorOptions { Cash = 24_999m });
        Rise(floor, minutes: 59 - MinuteOf(floor));
        SignalDenied denied = Assert.Single(Denials(floor).OfType<SignalDenied>());
        Assert.Equal((RiskCode.UnderMinimum, "steady", IntentKind.Enter, "rising"), (denied.Code, denied.Strategy, denied.Kind, denied.Reason));
        Assert.Single(Denials(floor));

        Rise(floor, minutes: 60);

        object[] all = [.. Denials(floor)];
        Assert.Equal(["SignalDenied", "DenialsRepeated", "SignalDenied"], all.Select(e => e.GetType().Name));
        Assert.Equal(floor.Denials(RiskCode.UnderMinimum) - 1, ((DenialsRepeated)all[1]).Count + Pending(floor) + 1);
    }

    [Fact]
    public void Signal_DeniedAgainAfterARestart_IsNotToldTwiceInTheHour()
    {
        Floor floor = new(new FloorOptions { Cash = 24_999m });
        floor.Rise();
        floor.Restart();
        floor.Rise();

        Assert.Single(Denials(floor));
    }

    [Fact]
    public void Signal_DeniedByAnotherCode_IsToldAtOnce()
    {
        Floor floor = new(new FloorOptions { Cash = 24_999m });
        floor.Rise();
        floor.Ask<AccountSnapshot>(floor.Portfolio, new EngageKillSwitch("test"));
        floor.Rise();
        floor.Rise();

        Assert.Equal([RiskCode.UnderMinimum, RiskCode.KillSwitch], Denials(floor).OfType<SignalDenied>().Select(d => d.Code));
    }

    [Fact]
    public void Signals_DeniedWhileTheJournalIsAway_AreToldOnceItIsBack()
    {
        Floor floor = new();
        floor.Tell(floor.Portfolio, new NoteJournal(IsAway: true));
        floor.Rise();
        floor.Rise();
        Assert.Empty(Denials(floor));
        floor.Tell(floor.Portfolio, new NoteJournal(IsAway: false));
        floor.Ask<AccountSnapshot>(floor.Portfolio, new ReportAccount());

        Assert.Equal(RiskCode.NoJournal, Assert.IsType<SignalDenied>(Assert.Single(Denials(floor))).Code);
        floor.Tell(floor.Portfolio, new StopEntries());
        Assert.Equal(1, Assert.IsType<DenialsRepeated>(Denials(floor).Last()).Count);
    }

    [Fact]
    public void Order_ThatThePositionRefused_IsADeniedSignal()
    {
        Floor floor = new();
        floor.Rise();
        floor.Tell(floor.Refs().Position, new PlaceOrder("", floor.Engine.Now, PositionBench.Sell(9_999_999m)));

        SignalDenied denied = Assert.Single(Denials(floor).OfType<SignalDenied>());
        Assert.Equal((PositionDecider.NothingToSell, IntentKind.Exit, "test"), (denied.Code, denied.Kind, denied.Reason));
    }

    private static IEnumerable<object> Denials(Floor floor) => floor.PortfolioEvents.Where(e => e is SignalDenied or DenialsRepeated);

    private static IEnumerable<object> PositionEvents(Floor floor) => floor.Journal.Read(PositionActor.EntityOf(floor.Symbols[0])).Select(e => e.Event);

    private static void Rise(Floor floor, int minutes)
    {
        for (int i = 0; i < minutes; i++)
            floor.Rise();
    }

    private static int MinuteOf(Floor floor) => floor.Engine.Now.ToDateTimeOffset().Minute;

    // What the hour that runs has counted and not told yet.
    private static long Pending(Floor floor)
    {
        long told = Denials(floor).OfType<DenialsRepeated>().Sum(r => r.Count);
        floor.Tell(floor.Portfolio, new StopEntries());
        return Denials(floor).OfType<DenialsRepeated>().Sum(r => r.Count) - told;
    }
}

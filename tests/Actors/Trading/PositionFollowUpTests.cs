using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>What happens while an order's fate is open.</summary>
public sealed class PositionFollowUpTests
{
    [Fact]
    public void SubmitAmbiguous_UntilTheVenueAnswers_IsUnknownAndLookedUpWithBackoff()
    {
        PositionBench bench = new(Ambiguous);
        SubmitOrder order = bench.Place(PositionBench.Buy());
        Assert.Equal(OrderStatus.Unknown, bench.OpenOrder!.Status);

        int[] lookUpsAfter = new int[5];
        double[] waits = [0.9, 0.2, 2, 4, 60];
        for (int i = 0; i < waits.Length; i++)
        {
            bench.Wait(waits[i]);
            lookUpsAfter[i] = bench.Venue.LookUps.Count;
        }

        // Due 1, 3, 7, 15, 31 and 61 s after the submit.
        Assert.Equal([0, 1, 2, 3, 6], lookUpsAfter);
        bench.Venue.Script = _ => Reports.Filled(order, Price.Of(100m));
        bench.Wait(30);
        Assert.Null(bench.OpenOrder);
        int settled = bench.Venue.Commands.Count;
        bench.Wait(600);
        Assert.Equal(settled, bench.Venue.Commands.Count);
        Assert.Single(bench.Venue.Submits);
    }

    [Fact]
    public void SubmitAmbiguous_Repeated_JournalsOneDoubt()
    {
        PositionBench bench = new(Ambiguous);
        SubmitOrder order = bench.Place(PositionBench.Buy());
        bench.Tell(new SubmitAmbiguous(order.ClientOrderId, order.Symbol, "again"));

        Assert.Single(bench.Events.OfType<OrderBecameUnknown>());
    }

    [Fact]
    public void SubmitNotSent_WhileYoung_IsSentAgainUnderTheSameId()
    {
        int refusals = 2;
        PositionBench bench = new();
        bench.Venue.Script = c => refusals-- > 0 ? NotSent(c) : bench.Venue.Fill(c);
        SubmitOrder order = bench.Place(PositionBench.Buy());
        bench.Wait(4);

        Assert.Equal([order, order, order], bench.Venue.Submits);
        Assert.Equal(Quantity.Of(100m), bench.Book.TotalQuantity);
        Assert.Single(bench.Events.OfType<OrderIntended>());
    }

    [Fact]
    public void SubmitNotSent_ForAnEntryThatGrewOld_IsGivenUpAndNeverSentAfterAMinute()
    {
        PositionBench bench = new();
        List<double> sentAfter = [];
        Timestamp placed = Reports.Time;
        bench.Venue.Script = c =>
        {
            if (c is not SubmitOrder)
                return new OrderNotFound(c.ClientOrderId, c.Symbol);
            sentAfter.Add((bench.Now - placed).TotalSeconds);
            return NotSent(c);
        };
        bench.Place(PositionBench.Buy());
        bench.Wait(600);

        Assert.Equal([0, 1, 3, 7, 15, 31], sentAfter);
        Assert.Equal(OrderRejected.NeverReached, Assert.IsType<OrderRejected>(bench.Events[^1]).Code);
    }

    [Fact]
    public void SubmitNotSent_ForAnExit_IsSentAgainForHours()
    {
        PositionBench bench = new();
        bench.Place(PositionBench.Buy());
        bench.Venue.Script = static c => c is SubmitOrder ? NotSent(c) : new OrderNotFound(c.ClientOrderId, c.Symbol);
        SubmitOrder exit = bench.Place(PositionBench.Sell(100m));
        bench.Wait(7200);
        int tries = bench.Venue.Submits.Count;
        bench.Venue.Script = null;
        bench.Wait(30);

        Assert.InRange(tries, 200, 260);
        Assert.All(bench.Venue.Submits.Skip(1), s => Assert.Equal(exit, s));
        Assert.True(bench.Book.TotalQuantity.IsZero);
    }

    [Fact]
    public void ClosedReport_WithFillsMissing_StaysOpenUntilALookUpBringsThem()
    {
        PositionBench bench = new(static _ => null);
        SubmitOrder order = bench.Place(PositionBench.Buy());
        bench.Tell(Reports.Of(order, ReportedState.Closed, Quantity.Of(100m), Reports.Fill("t1", 40m)));

        Assert.Equal(OrderStatus.PartiallyFilled, bench.OpenOrder!.Status);
        bench.Venue.Script = _ => Reports.Closed(order, Reports.Fill("t1", 40m), Reports.Fill("t2", 60m));
        bench.Wait(1);
        Assert.Single(bench.Venue.LookUps);
        Assert.Null(bench.OpenOrder);
        Assert.Equal(Quantity.Of(100m), bench.Book.TotalQuantity);
    }

    [Fact]
    public void ClosedReport_ThatDoesNotSayHowMuchWasExecuted_IsLookedUp()
    {
        PositionBench bench = new(static _ => null);
        SubmitOrder order = bench.Place(PositionBench.Buy());
        bench.Tell(Reports.Of(order, ReportedState.Closed, executed: null));
        bench.Venue.Script = _ => Reports.Closed(order);
        bench.Wait(1);

        Assert.Single(bench.Venue.LookUps);
        Assert.IsType<OrderCancelled>(bench.Events[^1]);
    }

    [Fact]
    public void ClosedReport_WhoseFillsStayMissing_IsLookedUpWithBackoff()
    {
        PositionBench bench = new();
        bench.Venue.Script = c => Reports.Of(bench.Venue.Submits[0], ReportedState.Closed, Quantity.Of(100m));
        bench.Place(PositionBench.Buy());
        bench.Wait(61);

        Assert.Equal(6, bench.Venue.LookUps.Count);
        Assert.Equal(OrderStatus.Open, bench.OpenOrder!.Status);
    }

    [Fact]
    public void OpenReport_WhoseEndGetsLost_IsSettledByALookUp()
    {
        PositionBench bench = new(static c => c is SubmitOrder s ? Reports.Open(s) : null);
        SubmitOrder order = bench.Place(PositionBench.Buy());
        bench.Wait(29);
        Assert.Empty(bench.Venue.LookUps);
        bench.Venue.Script = _ => Reports.Filled(order, Price.Of(100m));
        bench.Wait(1);

        Assert.Null(bench.OpenOrder);
        Assert.False(bench.StrategyProbe.Last<StrategyPosition>().HasOpenOrder);
    }

    [Fact]
    public void LookUpFailed_Repeatedly_IsAskedAgainAtMostEveryThirtySeconds()
    {
        PositionBench bench = new(static c => new LookUpFailed(c.ClientOrderId, c.Symbol, "no connection"));
        bench.Place(PositionBench.Buy());
        bench.Wait(61);
        int before = bench.Venue.LookUps.Count;
        bench.Wait(300);

        Assert.Equal(10, bench.Venue.LookUps.Count - before);
        Assert.Single(bench.Venue.Submits);
    }

    [Fact]
    public void AbandonStrategy_WithOrdersOpen_CancelsItsOwnAlone()
    {
        PositionBench bench = new(static _ => null);
        SubmitOrder mine = bench.Place(PositionBench.Buy());
        bench.Place(PositionBench.Buy() with { Strategy = "other" });
        bench.Tell(new AbandonStrategy(PositionBench.Strategy));

        Assert.Equal([new CancelOrder(mine.ClientOrderId, mine.Symbol)], bench.Venue.Commands.OfType<CancelOrder>());
    }

    [Fact]
    public void AbandonStrategy_WithAnEntryThatTheVenueLacks_NeverSendsItAgain()
    {
        PositionBench bench = new(static c => c is SubmitOrder ? null : new OrderNotFound(c.ClientOrderId, c.Symbol));
        bench.Place(PositionBench.Buy());
        bench.Tell(new AbandonStrategy(PositionBench.Strategy));
        bench.Wait(29);
        Assert.Equal(OrderStatus.Submitted, bench.OpenOrder!.Status);
        bench.Wait(91);

        Assert.Equal(OrderRejected.NeverReached, Assert.IsType<OrderRejected>(bench.Events[^1]).Code);
        Assert.Single(bench.Venue.Submits);
    }

    [Fact]
    public void AbandonStrategy_WithAnEntryThatArrivesLate_BooksItsFills()
    {
        PositionBench bench = new(static c => c is SubmitOrder ? null : new OrderNotFound(c.ClientOrderId, c.Symbol));
        SubmitOrder order = bench.Place(PositionBench.Buy());
        bench.Tell(new AbandonStrategy(PositionBench.Strategy));
        bench.Wait(10);
        bench.Venue.Script = _ => Reports.Filled(order, Price.Of(100m));
        bench.Wait(90);

        Assert.Equal(Quantity.Of(100m), bench.Book.TotalQuantity);
        Assert.Single(bench.Venue.Submits);
    }

    private static SubmitAmbiguous Ambiguous(IExecutionCommand command) => new(command.ClientOrderId, command.Symbol, "timed out");

    private static SubmitNotSent NotSent(IExecutionCommand command) => new(command.ClientOrderId, command.Symbol, "no connection");
}

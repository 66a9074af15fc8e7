using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>The process dies with an order open and starts again on the same journal.</summary>
public sealed class PositionRestartTests
{
    private static readonly string[] States = ["submitted", "open", "partly filled", "unknown"];

    public static TheoryData<string> OpenStates => [.. States];

    [Theory]
    [MemberData(nameof(OpenStates))]
    public void Restart_WithAnOrderOpen_LooksItUpAndSendsNothingElse(string state)
    {
        (PositionBench bench, SubmitOrder order) = Opened(state);
        int events = bench.Events.Count;
        bench.Venue.Commands.Clear();
        bench.Restart();

        Assert.Equal([new LookUpOrder(order.ClientOrderId, order.Symbol)], bench.Venue.Commands);
        Assert.Equal(events, bench.Events.Count);
    }

    [Theory]
    [MemberData(nameof(OpenStates))]
    public void Restart_WithFillsMissed_BooksThemOnceAndASecondRestartAddsNothing(string state)
    {
        (PositionBench bench, SubmitOrder order) = Opened(state);
        bench.Venue.Script = _ => Reports.Closed(order, Reports.Fill("t1", 40m), Reports.Fill("t2", 60m));
        bench.Restart();

        Assert.Equal(Quantity.Of(100m), bench.Book.TotalQuantity);
        Assert.Equal(2, bench.Events.OfType<OrderExecuted>().Count());
        Assert.IsType<OrderFilled>(bench.Events[^1]);
        AssertRestartAddsNothing(bench);
    }

    [Theory]
    [InlineData("submitted")]
    [InlineData("unknown")]
    public void Restart_WhenTheVenueLacksAYoungEntry_SendsTheSameOrderAgain(string state)
    {
        (PositionBench bench, SubmitOrder order) = Opened(state);
        LoseOrder(bench);
        bench.Restart(TimeSpan.FromSeconds(10));
        bench.Wait(2);

        Assert.Equal([order, order], bench.Venue.Submits);
        Assert.Equal(Quantity.Of(100m), bench.Book.TotalQuantity);
        Assert.Single(bench.Events.OfType<OrderIntended>());
        AssertRestartAddsNothing(bench);
    }

    [Theory]
    [InlineData("submitted")]
    [InlineData("unknown")]
    public void Restart_WhenTheVenueLacksAnOldEntry_GivesItUp(string state)
    {
        (PositionBench bench, SubmitOrder order) = Opened(state);
        LoseOrder(bench);
        bench.Restart(TimeSpan.FromMinutes(10));
        bench.Wait(120);

        Assert.Equal("never_reached_venue", Assert.IsType<OrderRejected>(bench.Events[^1]).Code);
        Assert.Equal([order], bench.Venue.Submits);
        Assert.False(bench.StrategyProbe.Last<StrategyPosition>().HasOpenOrder);
        AssertRestartAddsNothing(bench);
    }

    [Fact]
    public void Restart_WhenTheVenueLacksAnOldExit_SendsItAgain()
    {
        PositionBench bench = new();
        bench.Place(PositionBench.Buy());
        bench.Venue.Script = static _ => null;
        SubmitOrder exit = bench.Place(PositionBench.Sell(100m));
        LoseOrder(bench);
        bench.Restart(TimeSpan.FromHours(10));
        bench.Wait(2);

        Assert.Equal([exit, exit], bench.Venue.Submits.Skip(1));
        Assert.True(bench.Book.TotalQuantity.IsZero);
        AssertRestartAddsNothing(bench);
    }

    [Fact]
    public void Restart_WhenTheVenueLosesAnOrderItHadAccepted_NeverSendsItAgain()
    {
        (PositionBench bench, SubmitOrder _) = Opened("open");
        LoseOrder(bench);
        bench.Restart();
        bench.Wait(300);

        Assert.Single(bench.Venue.Submits);
        Assert.Equal(OrderStatus.Open, bench.OpenOrder!.Status);
        Assert.True(bench.Venue.LookUps.Count > 5);
    }

    [Fact]
    public void Restart_Repeated_GivesTheSameBookEachTime()
    {
        (PositionBench bench, SubmitOrder _) = Opened("partly filled");
        PositionBook before = bench.Book;
        for (int i = 0; i < 3; i++)
        {
            bench.Restart();
            Assert.Equal(before, bench.Book);
        }
    }

    [Fact]
    public void Resend_OverTakenByTheVenuesOwnReport_IsNotSent()
    {
        (PositionBench bench, SubmitOrder order) = Opened("submitted");
        bench.Venue.Script = static c => c is LookUpOrder ? new OrderNotFound(c.ClientOrderId, c.Symbol) : null;
        bench.Restart();
        bench.Tell(Reports.Open(order));
        bench.Wait(60);

        Assert.Equal([order], bench.Venue.Submits);
    }

    private static (PositionBench Bench, SubmitOrder Order) Opened(string state)
    {
        PositionBench bench = new(static _ => null);
        SubmitOrder order = bench.Place(PositionBench.Buy());
        OrderStatus expected = OrderStatus.Submitted;
        switch (state)
        {
            case "open":
                bench.Tell(Reports.Open(order));
                expected = OrderStatus.Open;
                break;
            case "partly filled":
                bench.Tell(Reports.Open(order, Reports.Fill("t1", 40m)));
                expected = OrderStatus.PartiallyFilled;
                break;
            case "unknown":
                bench.Tell(new SubmitAmbiguous(order.ClientOrderId, order.Symbol, "timed out"));
                expected = OrderStatus.Unknown;
                break;
        }
        Assert.Equal(expected, bench.OpenOrder!.Status);
        return (bench, order);
    }

    // The venue never saw the order; what is sent from now on it fills.
    private static void LoseOrder(PositionBench bench) => bench.Venue.Script = null;

    private static void AssertRestartAddsNothing(PositionBench bench)
    {
        IReadOnlyList<object> events = bench.Events;
        int submits = bench.Venue.Submits.Count;
        bench.Restart();
        bench.Wait(300);
        Assert.Equal(events, bench.Events);
        Assert.Equal(submits, bench.Venue.Submits.Count);
    }
}

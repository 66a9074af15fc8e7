using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>A position actor and what the venue says of orders and balance.</summary>
public sealed class ReconcilePositionTests
{
    [Fact]
    public void Statement_OfAFillThatNeverArrived_IsLookedUpAndBookedOnce()
    {
        PositionBench bench = new(static _ => null);
        SubmitOrder order = bench.Place(PositionBench.Buy());
        bench.Venue.Script = c => c is LookUpOrder ? Reports.Filled(order, Price.Of(100m)) : null;
        Assert.Equal(1, bench.Reconcile(State(100m)).Unsettled);

        Reconciliation second = bench.Reconcile(State(100m));
        Assert.True(second.Agrees);
        int events = bench.Events.Count;
        bench.Reconcile(State(100m));
        bench.Restart();
        bench.Reconcile(State(100m));
        Assert.Equal(events, bench.Events.Count);
    }

    [Fact]
    public void Difference_InTwoStatementsInARow_LetsTheSymbolReduceUntilAccepted()
    {
        PositionBench bench = new();
        bench.Hold(100m);
        Assert.Equal(TradingState.Active, bench.Reconcile(State(90m)).State);
        Assert.Equal(TradingState.Active, bench.Reconcile(State(91m)).State);
        Reconciliation found = bench.Reconcile(State(91m));
        Assert.Equal(TradingState.Reducing, found.State);
        Assert.Contains("9 is gone", found.StateReason, StringComparison.Ordinal);
        bench.Restart();
        Assert.Equal(TradingState.Reducing, bench.Book.State);

        Reconciliation accepted = bench.Reconcile(State(91m), accepts: true);
        Assert.True(accepted.Agrees);
        Assert.Equal(TradingState.Active, accepted.State);
        Assert.Equal(Quantity.Of(91m), bench.Book.PositionOf(PositionBench.Strategy).Quantity);
    }

    [Fact]
    public void ForeignOrder_InAStatement_IsAdoptedAndLookedUpByTheVenuesOwnId()
    {
        PositionBench bench = new();
        StatedOrder foreign = new(StatedOrder.ByVenueId("u-1"), "u-1", OrderSide.Buy, true, Quantity.Of(5m), Price.Of(90m), Quantity.Zero, bench.Now);
        Assert.Equal(1, bench.Reconcile(State(0m, foreign)).Adopted);
        Assert.Equal(0, bench.Reconcile(State(0m, foreign)).Adopted);

        Assert.Equal(foreign.ClientOrderId, Assert.Single(bench.Venue.LookUps.Select(l => l.ClientOrderId).Distinct()));
        Assert.Equal(Holder.External, bench.OpenOrder!.Strategy);
        Assert.DoesNotContain(bench.Portfolio.Last<PositionSummary>().Positions, p => p.Strategy == Holder.External);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OrderOfOurs_ThatTheJournalNeverGot_IsAdoptedOnceAndItsNumberIsNotUsedAgain(bool isOpen)
    {
        PositionBench bench = new();
        bench.Hold(100m);
        ClientOrderId lost = ClientOrderId.Derive("j1", PositionBench.Symbol, PositionBench.Strategy, 2), known = ClientOrderId.Derive("j1", PositionBench.Symbol, PositionBench.Strategy, 1);
        StatedOrder stranded = new(lost, "u-2", OrderSide.Buy, isOpen, Quantity.Of(5m), Price.Of(90m), Quantity.Zero, bench.Now);
        StatedOrder ours = stranded with { ClientOrderId = known, VenueOrderId = "u-1", IsOpen = false, Executed = Quantity.Of(100m) };
        VenueStatement statement = new(
            ValueList<StatedOrder>.Of(isOpen ? [stranded] : []), ValueList<StatedOrder>.Of(isOpen ? [ours] : [ours, stranded]), Quantity.Of(100m));
        Assert.Equal(1, bench.Reconcile(statement).Adopted);
        Assert.Equal(0, bench.Reconcile(statement).Adopted);

        Assert.Equal(lost, bench.Events.OfType<ExternalOrderAdopted>().Single().ClientOrderId);
        Assert.Contains(bench.Venue.LookUps, l => l.ClientOrderId == lost);
        bench.Restart();
        Assert.Equal(ClientOrderId.Derive("j1", PositionBench.Symbol, PositionBench.Strategy, 3), bench.Place(PositionBench.Sell(100m)).ClientOrderId);
    }

    [Fact]
    public void Holding_BeforeTheFirstOrder_IsTakenOverOnceTwoStatementsAgree()
    {
        PositionBench bench = new();
        Assert.Equal(Quantity.Zero, bench.Reconcile(State(7m)).Booked);
        Reconciliation second = bench.Reconcile(State(7m));

        Assert.True(second.Agrees);
        Assert.Equal(TradingState.Active, second.State);
        Assert.Equal(Quantity.Of(7m), bench.Book.PositionOf(Holder.External).Quantity);
        bench.Reconcile(State(9m));
        Assert.Equal(TradingState.Reducing, bench.Reconcile(State(9m)).State);
    }

    [Fact]
    public void ForeignFill_SeenInTheBalanceBeforeItsOrderIsListed_IsBookedOnce()
    {
        StatedOrder bought = new(StatedOrder.ByVenueId("u-1"), "u-1", OrderSide.Buy, false, Quantity.Of(5m), Price.Of(90m), Quantity.Of(5m), Reports.Time);
        ReportedFill fill = new("m-1", Price.Of(90m), Quantity.Of(5m), Money.Of(0.1m), LiquiditySide.Taker, Reports.Time);
        PositionBench bench = new(c => c is LookUpOrder l ? new ExecutionReport(l.ClientOrderId, l.Symbol, "u-1", ReportedState.Closed, Quantity.Of(5m), [fill], Reports.Time) : null);
        bench.Reconcile(State(5m));
        bench.Reconcile(State(5m, bought));

        Assert.True(bench.Reconcile(State(5m, bought)).Agrees);
        Assert.Equal(Quantity.Of(5m), bench.Book.TotalQuantity);
    }

    private static VenueStatement State(decimal balance, params StatedOrder[] open) =>
        new(ValueList<StatedOrder>.Of(open), ValueList<StatedOrder>.Empty, Quantity.Of(balance));
}

using CoinPilot.Actors.Trading;
using CoinPilot.Portfolio;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>The account's cash against the venue's: what moved by hand halts entries until it is accepted, once; what only takes its time does not.</summary>
public sealed class CashReconcileTests
{
    private const decimal Opening = 10_000_000m;

    [Fact]
    public void Cash_ThatAgrees_AddsNoEvent()
    {
        Floor floor = new();
        State(floor, Opening);
        CashReconciliation found = State(floor, Opening + 0.99m);

        Assert.True(found.IsQuiet);
        Assert.Null(found.Problem);
        Assert.Empty(CashEvents(floor));
    }

    [Theory]
    [InlineData(500_000, "500000 came in that no order explains (a deposit?)")]
    [InlineData(-500_000, "500000 is gone that no order explains (a withdrawal?)")]
    public void Cash_MovedByHand_HaltsEntriesUntilItIsAcceptedOnce(decimal moved, string reason)
    {
        Floor floor = new();
        Assert.Null(State(floor, Opening + moved).Problem);
        Assert.Contains(reason, State(floor, Opening + moved).Problem, StringComparison.Ordinal);
        State(floor, Opening + moved);
        floor.Restart();
        State(floor, Opening + moved);
        State(floor, Opening + moved);
        Assert.Single(CashEvents(floor));
        floor.Rise();
        Assert.Equal(1, floor.Denials(RiskCode.Reducing));

        Assert.Null(State(floor, Opening + moved, accepts: true).Problem);
        State(floor, Opening + moved, accepts: true);
        State(floor, Opening + moved);

        Assert.Equal([typeof(CashUnexplained), typeof(CashTransferred)], CashEvents(floor).Select(e => e.GetType()));
        Assert.Equal((Money.Of(Opening + moved), Money.Of(moved)), (floor.Account.Cash, floor.Account.Transferred));
        floor.Rise();
        Assert.Single(floor.Venue.Submits);
    }

    [Fact]
    public void Cash_ThatMovedBack_IsExplainedAgain()
    {
        Floor floor = new();
        State(floor, Opening - 5_000m);
        State(floor, Opening - 5_000m);
        Assert.Null(State(floor, Opening).Problem);

        Assert.Equal([typeof(CashUnexplained), typeof(CashExplained)], CashEvents(floor).Select(e => e.GetType()));
        floor.Rise();
        Assert.Single(floor.Venue.Submits);
    }

    [Fact]
    public void Cash_ThatDiffersByAnotherFigure_IsToldAnew()
    {
        Floor floor = new();
        foreach (decimal cash in new[] { 9m, 9m, 8m, 8m })
            State(floor, cash * 1_000_000m);

        Assert.Equal([Money.Of(9_000_000m), Money.Of(8_000_000m)], CashEvents(floor).Cast<CashUnexplained>().Select(e => e.Balance));
    }

    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(0, 1, true)]
    [InlineData(0, 0, false)]
    public void Cash_TakenWhileSomethingMoved_SaysNothing(long missedBefore, long missedAfter, bool isSettled)
    {
        Floor floor = new();
        floor.Rise();
        long mark = Mark(floor);
        Assert.True(mark > 0);
        for (int i = 0; i < 3; i++)
        {
            Assert.False(floor.Ask<CashReconciliation>(floor.Portfolio, new ReconcileCash(
                Money.Of(1m), mark - missedBefore, mark + missedAfter, isSettled, Accepts: i == 2)).IsQuiet);
        }

        Assert.Empty(CashEvents(floor));
    }

    [Fact]
    public void Cash_DifferingTwiceWithSomethingMovingBetween_IsNotConfirmed()
    {
        Floor floor = new();
        State(floor, 9_000_000m);
        floor.Ask<CashReconciliation>(floor.Portfolio, new ReconcileCash(Money.Of(9_000_000m), 99, 99, IsSettled: true, Accepts: false));
        State(floor, 9_000_000m);

        Assert.Empty(CashEvents(floor));
    }

    [Fact]
    public void Withdrawal_ThatIsAccepted_IsNoLoss()
    {
        Floor floor = new(new FloorOptions { Limits = RiskLimits.Default });
        floor.Rise();
        floor.Fall();
        decimal cash = floor.Account.Cash.ToDecimal();
        State(floor, cash - 5_000_000m, accepts: true);
        floor.Minute(100m, 100m);

        Assert.Null(floor.Account.KillSwitchReason);
        Assert.False(floor.Account.Pace.IsDailyLossReached);
        Assert.Equal(Money.Of(5_000_000m), floor.Account.Pace.DayEquity);
        Assert.Equal(Money.Of(5_000_000m), floor.Account.PeakEquity);
    }

    private static CashReconciliation State(Floor floor, decimal cash, bool accepts = false)
    {
        long mark = Mark(floor);
        return floor.Ask<CashReconciliation>(floor.Portfolio, new ReconcileCash(Money.Of(cash), mark, mark, IsSettled: true, accepts));
    }

    private static long Mark(Floor floor) => floor.Ask<CashMark>(floor.Portfolio, new GetCashMark()).Sequence;

    private static IReadOnlyList<object> CashEvents(Floor floor) =>
        [.. floor.PortfolioEvents.Where(e => e is CashUnexplained or CashExplained or CashTransferred)];
}

using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>A buy that is amended to a dearer price: the portfolio makes room for what it spends more, or nothing changes.</summary>
public sealed class DearerAmendmentTests
{
    private static readonly AmendOrder Dearer = new(PositionBench.Strategy, "t", Price.Of(91m));

    [Fact]
    public void Amend_ToADearerBuy_AsksForTheDifferenceAndThenReplaces()
    {
        PositionBench bench = Resting();
        ReserveExposure asked = Ask(bench);
        Assert.Equal((Money.Of(1_000m), Money.Of(91_000m)), (asked.Funds, asked.Whole));
        Assert.DoesNotContain(bench.Venue.Commands, c => c is SubmitReplacement);

        bench.Tell(new ExposureReserved(asked.ReservationId, Money.Of(1_000m)));
        bench.Tell(new ExposureReserved(asked.ReservationId, Money.Of(1_000m)));

        Assert.Equal(Price.Of(91m), Assert.Single(bench.Venue.Commands.OfType<SubmitReplacement>()).Price);
        Assert.Equal(RiskScope.Addition, bench.Events.OfType<OrderPermitted>().Single().Permission.Scope);
        Assert.Equal(asked.ReservationId, bench.Portfolio.Last<PositionSummary>().SettledReservation);
    }

    [Fact]
    public void Amend_ThatThePortfolioDenies_ChangesNothingAndIsADeniedSignal()
    {
        PositionBench bench = Resting();
        int events = bench.Events.Count;
        bench.Tell(new ExposureDenied(Ask(bench).ReservationId, new Denial(RiskCode.Cash, "0 is free")));

        Assert.Equal(events, bench.Events.Count);
        Assert.Equal((RiskCode.Cash, "0 is free"), (bench.StrategyProbe.Last<OrderDenied>().Code, bench.StrategyProbe.Last<OrderDenied>().Detail));
        Assert.Equal("t to 91", bench.Portfolio.Last<DenialCounted>().Intent.Reason);
    }

    [Fact]
    public void Amend_WhoseAnswerComesTooLateOrAfterAnother_GivesItsRoomBack()
    {
        PositionBench bench = Resting();
        ReserveExposure first = Ask(bench);
        ReserveExposure second = Ask(bench);
        Assert.Equal(first.ReservationId, bench.Portfolio.Last<ReleaseExposure>().ReservationId);
        bench.Wait(61);
        bench.Tell(new ExposureReserved(second.ReservationId, Money.Of(1_000m)));

        Assert.DoesNotContain(bench.Venue.Commands, c => c is SubmitReplacement);
        Assert.Equal(second.ReservationId, bench.Portfolio.Last<ReleaseExposure>().ReservationId);
    }

    [Fact]
    public void Amend_OfAnOrderThatWasFilledMeanwhile_GivesItsRoomBackAndTellsTheStrategy()
    {
        PositionBench bench = Resting();
        ReserveExposure asked = Ask(bench);
        bench.Tell(Reports.Closed(bench.Venue.Submits[0]));
        bench.Tell(new ExposureReserved(asked.ReservationId, Money.Of(1_000m)));

        Assert.Equal(asked.ReservationId, bench.Portfolio.Last<ReleaseExposure>().ReservationId);
        Assert.Equal(PositionDecider.UnknownOrder, bench.StrategyProbe.Last<OrderDenied>().Code);
    }

    [Theory]
    [InlineData(1_999_999, 1_000_000, null)]
    [InlineData(2_000_001, 1_000_000, RiskCode.OrderSize)]
    [InlineData(1_999_999, 9_999_999, RiskCode.Cash)]
    public void Portfolio_AskedForAnAddition_ChecksCashAndSizesButNotTheRulesOfEntries(decimal whole, decimal extra, string? code)
    {
        Floor floor = new(new FloorOptions { Limits = RiskLimits.Default with { MaxPositions = 1, DailyEntries = 1 } });
        floor.Venue.Script = static _ => null;
        floor.Minute(100m, 100m);
        floor.Ask<ExposureReserved>(floor.Portfolio, new ReserveExposure("e", floor.Symbols[0]) { Strategy = "steady", Funds = Money.Of(5_000m) });
        int granted = floor.PortfolioEvents.Count;
        ReserveExposure addition = new("a", floor.Symbols[0]) { Strategy = "steady", Funds = Money.Of(extra), Whole = Money.Of(whole) };

        string? denied = code is null ? null : floor.Ask<ExposureDenied>(floor.Portfolio, addition).Denial.Code;
        if (code is null)
            Assert.Equal(Money.Of(extra), floor.Ask<ExposureReserved>(floor.Portfolio, addition).Funds);

        Assert.Equal(code, denied);
        Assert.Equal(granted, floor.PortfolioEvents.Count);
        floor.Ask<AccountSnapshot>(floor.Portfolio, new EngageKillSwitch("test"));
        Assert.Equal(RiskCode.KillSwitch, floor.Ask<ExposureDenied>(floor.Portfolio, addition with { ReservationId = "b" }).Denial.Code);
    }

    private static PositionBench Resting()
    {
        PositionBench bench = new(c => c is SubmitOrder s ? Reports.Open(s) : null);
        IntendOrder limit = new(
            PositionBench.Strategy, OrderSide.Buy, OrderType.Limit, TimeInForce.Gtc, Quantity.Of(1_000m), Price.Of(90m), Money.Zero, Price.Of(100m), "test");
        bench.Arm(limit, OrderConditions.None with { Tag = "t" });
        return bench;
    }

    private static ReserveExposure Ask(PositionBench bench)
    {
        bench.Tell(new ChangePosition(PositionBench.Strategy, Dearer));
        return bench.Portfolio.Last<ReserveExposure>();
    }
}

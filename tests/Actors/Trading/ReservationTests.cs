using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>Entries of all symbols meet at the portfolio: none is counted twice and together they overshoot nothing.</summary>
public sealed class ReservationTests
{
    private static readonly RiskLimits HalfEach = RiskLimits.SizesOnly with { MaxOrderPercent = 50m, Fee = new FeeRate(0) };

    [Theory]
    [InlineData(2, 50, 100, 2, RiskCode.Cash)]
    [InlineData(8, 20, 100, 5, RiskCode.Cash)]
    [InlineData(8, 20, 50, 2, RiskCode.TotalExposure)]
    [InlineData(20, 7, 60, 9, RiskCode.TotalExposure)]
    [InlineData(20, 100, 100, 1, RiskCode.Cash)]
    public void Entries_AtOneInstant_TogetherStayWithinCashAndExposure(int symbols, int percent, int exposure, int allowed, string code)
    {
        RiskLimits limits = RiskLimits.SizesOnly with { MaxOrderPercent = percent, MaxTotalExposurePercent = exposure };
        Floor floor = new(new FloorOptions { Symbols = symbols, Limits = limits });
        floor.Venue.Script = static _ => null;
        floor.Rise();

        Money funds = floor.Venue.Submits.Aggregate(Money.Zero, (sum, s) => sum + s.Funds);
        Assert.True(funds + funds.FeeDown(limits.Fee) <= Money.Of(10_000_000m));
        Assert.True(funds <= Money.Of(10_000_000m).PercentDown(exposure));
        Assert.Equal(allowed, floor.Venue.Submits.Count);
        Assert.Equal(symbols - allowed, floor.Denials(code));
        Assert.Equal(floor.Account.Committed, floor.Venue.Submits.Aggregate(Money.Zero, (sum, s) => sum + s.Funds + s.Funds.FeeDown(limits.Fee)));
    }

    [Fact]
    public void Entries_AtOneInstantThatFill_TogetherSpendNoMoreThanTheCash()
    {
        Floor floor = new(new FloorOptions { Symbols = 10 });
        floor.Rise();

        // The fifth is cut to what its fee leaves: 1,996,000 / 1.0005.
        Assert.Equal([2_000_000m, 2_000_000m, 2_000_000m, 2_000_000m, 1_995_002m], floor.Venue.Submits.Select(o => o.Funds.ToDecimal()));
        Assert.Equal(Money.Of(0.499m), floor.Account.Cash);
    }

    [Fact]
    public void Reservation_OnceItsOrderIsOpen_IsNotCountedBesideIt()
    {
        Floor floor = new(new FloorOptions { Symbols = 3, Limits = HalfEach });
        floor.Venue.Script = static _ => null;
        floor.Minute([(0, 99m, 100m)]);
        floor.Minute([(1, 99m, 100m)]);

        Assert.Equal(2, floor.Venue.Submits.Count);
        floor.Minute([(2, 99m, 100m)]);
        Assert.Equal(1, floor.Denials(RiskCode.Cash));
    }

    [Fact]
    public void Reservation_OnceItsOrderIsFilled_IsNotCountedBesideThePosition()
    {
        Floor floor = new(new FloorOptions { Symbols = 3, Limits = HalfEach });
        floor.Minute([(0, 99m, 100m)]);
        floor.Minute([(1, 99m, 100m)]);

        Assert.Equal(2, floor.Venue.Submits.Count);
        Assert.Equal(Money.Zero, floor.Account.Cash);
        Assert.Equal(Money.Of(10_000_000m), floor.Account.Equity);
    }

    [Fact]
    public void Reservation_OfAnOrderThatTheVenueRejects_IsFreeAgain()
    {
        Floor floor = new(new FloorOptions { Limits = HalfEach with { MaxOrderPercent = 100m } });
        floor.Venue.Script = static c => new SubmitRejected(c.ClientOrderId, c.Symbol, "refused", "test");
        floor.Rise();
        floor.Venue.Script = null;
        floor.Rise();

        Assert.Equal(2, floor.Venue.Submits.Count);
        Assert.Equal(Money.Zero, floor.Account.Cash);
    }

    [Fact]
    public void Reservation_Released_MakesRoomForTheNext()
    {
        Floor floor = new(new FloorOptions { Limits = HalfEach with { MaxOrderPercent = 100m } });
        Symbol symbol = floor.Symbols[0];
        floor.Ask<EntriesHalted>(floor.Portfolio, new JoinRisk());

        ExposureReserved reserved = floor.Ask<ExposureReserved>(floor.Portfolio, new ReserveExposure("a", symbol));
        Assert.Equal(("a", Money.Of(10_000_000m)), (reserved.ReservationId, reserved.Funds));
        Assert.Equal(reserved, floor.Ask<ExposureReserved>(floor.Portfolio, new ReserveExposure("a", symbol)));
        Assert.Equal(RiskCode.Cash, floor.Ask<ExposureDenied>(floor.Portfolio, new ReserveExposure("b", symbol)).Denial.Code);
        floor.Tell(floor.Portfolio, new ReleaseExposure("a"));
        Assert.Equal("c", floor.Ask<ExposureReserved>(floor.Portfolio, new ReserveExposure("c", symbol)).ReservationId);
    }

    [Fact]
    public void Reservation_ThatNoOrderTookUp_IsDroppedAfterFiveMinutes()
    {
        RiskLimits limits = HalfEach with { MaxTotalExposurePercent = 200m };
        Floor floor = new(new FloorOptions { Limits = limits });
        Symbol symbol = floor.Symbols[0];
        floor.Ask<EntriesHalted>(floor.Portfolio, new JoinRisk());
        floor.Ask<ExposureReserved>(floor.Portfolio, new ReserveExposure("a", symbol));
        floor.Ask<ExposureReserved>(floor.Portfolio, new ReserveExposure("b", symbol));
        floor.Ask<ExposureDenied>(floor.Portfolio, new ReserveExposure("c", symbol));
        floor.Wait(306);

        floor.Ask<ExposureReserved>(floor.Portfolio, new ReserveExposure("d", symbol));
    }

    [Fact]
    public void ExposureReserved_ThatRiskDoesNotWaitFor_LeadsToNoOrderAndNoRelease()
    {
        Floor floor = new();
        Probe portfolio = new();
        ActorRef portfolioAddress = floor.Engine.OpenPort("other-portfolio", portfolio);
        ActorRef risk = floor.Engine.Spawn("x", "risk", () => new RiskActor(
            floor.Symbols[0], RiskLimits.SizesOnly, floor.Refs().Market, floor.Refs().Position, portfolioAddress));
        floor.Tell(risk, new ExposureReserved("late", Money.Of(10_000m)));

        // It may be the repeat of an answer that an order lives on; the portfolio itself drops what no order takes up.
        Assert.Empty(portfolio.Of<ReleaseExposure>());
        Assert.Empty(floor.Venue.Commands);
    }

    [Fact]
    public void Signal_RepeatedBeforeItsAnswer_LeadsToOneOrder()
    {
        Floor floor = new();
        floor.Minute(100m, 100m);
        Probe portfolio = new(), position = new();
        ActorRef portfolioAddress = floor.Engine.OpenPort("other-portfolio", portfolio);
        ActorRef positionAddress = floor.Engine.OpenPort("other-position", position);
        ActorRef risk = floor.Engine.Spawn("x", "risk", () => new RiskActor(
            floor.Symbols[0], RiskLimits.SizesOnly, floor.Refs().Market, positionAddress, portfolioAddress));
        floor.Tell(risk, new EntriesHalted(null));
        floor.Minute(100m, 100m);
        Signal signal = new("steady", new Intent(IntentKind.Enter, "test"), Quantity.Zero);
        floor.Tell(risk, signal);
        floor.Tell(risk, signal);
        string[] ids = [.. portfolio.Of<ReserveExposure>().Select(r => r.ReservationId)];
        foreach (string id in ids)
            floor.Tell(risk, new ExposureReserved(id, Money.Of(10_000m)));

        Assert.Equal(2, ids.Length);
        Assert.Equal(ids[1], Assert.Single(position.Of<PlaceOrder>()).ReservationId);
        Assert.Equal(ids[0], Assert.Single(portfolio.Of<ReleaseExposure>()).ReservationId);
    }

    [Fact]
    public void ExposureDenied_ThatRiskNoLongerWaitsFor_IsNotUnhandled()
    {
        Floor floor = new();
        floor.Tell(floor.Refs().Risk, new ExposureDenied("late", new Denial(RiskCode.Cash, "test")));

        Assert.Empty(floor.Engine.Counters.Unhandled);
    }

    [Fact]
    public void Summary_Repeated_ChangesNothing()
    {
        Floor floor = new();
        floor.Rise();
        AccountSnapshot before = floor.Account;
        PositionSummary summary = new(
            floor.Symbols[0], before.Symbols[0].Sequence, before.Symbols[0].CashFlow, Money.Zero, before.Symbols[0].Positions, "");
        floor.Tell(floor.Portfolio, summary, floor.Refs().Position);
        floor.Tell(floor.Portfolio, summary, floor.Refs().Position);

        Assert.Equal(before, floor.Account);
    }

    [Fact]
    public void Equity_OnReEntryLongAfterTheLastMark_StartsAtCost()
    {
        Floor floor = new();
        floor.Rise();
        floor.Minute(100m, 100m);
        floor.Fall();
        floor.Venue.Price = Price.Of(200m);
        floor.Minute(199m, 200m);

        // Sold for 2,000,000 and bought for as much; only the fees of three orders are gone.
        Assert.Equal(Money.Of(10_000_000m - 3_000m), floor.Account.Equity);
        Assert.InRange(floor.Account.MaxDrawdownPercent, 0.0299, 0.0301);
    }
}

using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>Each denial names its code, frees the strategy to try again, and is counted at the portfolio.</summary>
public sealed class RiskDenialTests
{
    [Fact]
    public void Entry_WithoutAnAccount_IsDenied() =>
        AssertDeniedTwice(new FloorOptions { Cash = null }, RiskCode.NoAccount);

    [Fact]
    public void Entry_UnderTheMinimum_IsDenied() =>
        AssertDeniedTwice(new FloorOptions { Cash = 24_999m }, RiskCode.UnderMinimum);

    [Fact]
    public void Entry_OverTheMaximum_IsDenied() =>
        AssertDeniedTwice(new FloorOptions { Cash = 5_000_000_010m }, RiskCode.OverMaximum);

    [Fact]
    public void Entry_ThatCashCannotPayWithItsFee_IsDenied() =>
        AssertDeniedTwice(new FloorOptions { Limits = RiskLimits.SizesOnly with { MaxOrderPercent = 100m, LeastOrderPercent = 100m } }, RiskCode.Cash);

    [Fact]
    public void Entry_PastTheTotalExposure_IsDenied() =>
        AssertDeniedTwice(new FloorOptions { Limits = RiskLimits.SizesOnly with { MaxTotalExposurePercent = 9.99m } }, RiskCode.TotalExposure);

    [Fact]
    public void Entry_LargerThanItsShareOfEquity_IsDenied()
    {
        AccountView account = new(false, false, true, Money.Of(10_000_000m), Money.Of(10_000_000m), Money.Zero);
        OrderProposal proposal = new(OrderSide.Buy, IsReduction: false, Money.Of(2_000_000.00000001m), Price.None);

        Assert.Equal(RiskCode.OrderSize, RiskChecks.OfAccount(proposal, account, RiskLimits.SizesOnly)?.Code);
        Assert.Null(RiskChecks.OfAccount(proposal with { Value = Money.Of(2_000_000m) }, account, RiskLimits.SizesOnly));
    }

    [Fact]
    public void Entry_BeforeTheFirstPrice_IsDenied()
    {
        Floor floor = new();

        Assert.Equal(RiskCode.NoPrice, Denied(floor, new Signal("steady", new Intent(IntentKind.Enter, "test"), Quantity.Zero)));
        Assert.Equal(1, floor.Denials(RiskCode.NoPrice));
    }

    [Fact]
    public void Entry_OnAStalePrice_IsDenied()
    {
        Floor floor = new();
        floor.Minute(100m, 100m);
        floor.Wait(121);

        Assert.Equal(RiskCode.StalePrice, Denied(floor, new Signal("steady", new Intent(IntentKind.Enter, "test"), Quantity.Zero)));
        Assert.Equal(1, floor.Denials(RiskCode.StalePrice));
    }

    [Fact]
    public void Exit_WithoutAccountPriceOrFreshness_Passes()
    {
        Floor floor = new();
        floor.Rise();
        floor.Restart(TimeSpan.FromHours(1));
        Quantity held = floor.Book().TotalQuantity;
        floor.Tell(floor.Refs().Risk, new Signal("steady", new Intent(IntentKind.Exit, "test"), held));

        Assert.False(held.IsZero);
        Assert.True(floor.Book().TotalQuantity.IsZero);
    }

    [Fact]
    public void Denials_OfSeveralSymbols_AreCountedApart()
    {
        Floor floor = new(new FloorOptions { Symbols = 2, Cash = 100m });
        floor.Minute([(0, 99m, 100m)]);
        floor.Minute([(0, 99m, 100m), (1, 99m, 100m)]);

        Assert.Equal([("KRW-C0", 2L), ("KRW-C1", 1L)], floor.Account.Denials.Select(d => (d.Symbol.Code, d.Count)));
        Assert.All(floor.Account.Denials, d => Assert.Contains("5000", d.LastDetail, StringComparison.Ordinal));
    }

    private static void AssertDeniedTwice(FloorOptions options, string code)
    {
        Floor floor = new(options);
        floor.Rise();
        Assert.Equal(1, floor.Denials(code));
        floor.Rise();
        Assert.Equal(2, floor.Denials(code));
        Assert.Equal(2, floor.Account.Denials.Sum(d => d.Count));
        Assert.Empty(floor.Venue.Commands);
        Assert.Equal(0, floor.Book().LastOrderNumber);
    }

    private static string Denied(Floor floor, Signal signal)
    {
        Probe strategy = new();
        ActorRef address = floor.Engine.OpenPort("strategy", strategy);
        floor.Tell(floor.Refs().Risk, signal, address);
        return strategy.Last<OrderDenied>().Code;
    }
}

using CoinPilot.Orders;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Tests.Risk;

public sealed class RiskChecksTests
{
    private static readonly Timestamp Now = Timestamp.Utc(2025, 9, 1, 12);
    private static readonly RiskLimits Limits = RiskLimits.Default;
    private static readonly MarketView Fresh = new(Price.Of(100), Now);
    private static readonly AccountView Account = new(
        KillSwitch: false, IsStopping: false, IsOpen: true, FreeCash: Money.Of(10_000_000), ReferenceEquity: Money.Of(10_000_000), Exposure: Money.Zero);

    [Fact]
    public void Checks_OrderWithinEveryLimit_Pass()
    {
        Assert.Null(RiskChecks.OfSymbol(Buy(100_000), null, Fresh, Limits, Now));
        Assert.Null(RiskChecks.OfAccount(Buy(100_000), Account, Limits));
    }

    [Theory]
    [InlineData(RiskCode.KillSwitch)]
    [InlineData(RiskCode.Stopping)]
    [InlineData(RiskCode.NoAccount)]
    public void OfSymbol_Halted_DeniesEntriesWithThatCode(string code) =>
        Assert.Equal(code, RiskChecks.OfSymbol(Buy(100_000), code, Fresh, Limits, Now)?.Code);

    [Fact]
    public void OfSymbol_NoPriceYet_IsDenied() =>
        Assert.Equal(RiskCode.NoPrice, RiskChecks.OfSymbol(Buy(100_000), null, default, Limits, Now)?.Code);

    [Theory]
    [InlineData(0, null)]
    [InlineData(120_000_000, null)]
    [InlineData(120_000_001, RiskCode.StalePrice)]
    [InlineData(86_400_000_000, RiskCode.StalePrice)]
    public void OfSymbol_PriceAge_IsAllowedToTheLimit(long ageMicros, string? code) =>
        Assert.Equal(code, RiskChecks.OfSymbol(Buy(100_000), null, new MarketView(Price.Of(100), new Timestamp(Now.UnixMicros - ageMicros)), Limits, Now)?.Code);

    [Theory]
    [InlineData("1000000", null)]
    [InlineData("1000500", RiskCode.OffTick)]
    [InlineData("999500", null)]
    [InlineData("0.00000001", null)]
    public void OfSymbol_LimitPrice_MustBeOnTick(string price, string? code) =>
        Assert.Equal(code, RiskChecks.OfSymbol(Buy(100_000) with { LimitPrice = Price.Of(decimal.Parse(price)) }, null, Fresh, Limits, Now)?.Code);

    [Theory]
    [InlineData("4999.99999999", RiskCode.UnderMinimum)]
    [InlineData("5000", null)]
    [InlineData("1000000000", null)]
    [InlineData("1000000000.00000001", RiskCode.OverMaximum)]
    public void VenueRules_OrderValue_MustLieBetweenMinimumAndMaximum(string value, string? code)
    {
        AccountView rich = Account with { FreeCash = Money.Of(1e11m), ReferenceEquity = Money.Of(1e11m) };

        Assert.Equal(code, RiskChecks.OfSymbol(Buy(decimal.Parse(value)), null, Fresh, Limits, Now)?.Code);
        Assert.Equal(code, RiskChecks.OfAccount(Buy(decimal.Parse(value)), rich, Limits)?.Code);
    }

    [Theory]
    [InlineData(true, false, true, RiskCode.KillSwitch)]
    [InlineData(false, true, true, RiskCode.Stopping)]
    [InlineData(false, false, false, RiskCode.NoAccount)]
    [InlineData(false, false, true, null)]
    public void OfAccount_State_MustAllowEntries(bool killSwitch, bool stopping, bool open, string? code) =>
        Assert.Equal(code, RiskChecks.OfAccount(Buy(100_000), Account with { KillSwitch = killSwitch, IsStopping = stopping, IsOpen = open }, Limits)?.Code);

    [Theory]
    [InlineData("100050", null)]
    [InlineData("100049.99999999", RiskCode.Cash)]
    [InlineData("0", RiskCode.Cash)]
    [InlineData("-5", RiskCode.Cash)]
    public void OfAccount_FreeCash_MustCoverOrderAndFee(string cash, string? code) =>
        Assert.Equal(code, RiskChecks.OfAccount(Buy(100_000), Account with { FreeCash = Money.Of(decimal.Parse(cash)) }, Limits)?.Code);

    [Theory]
    [InlineData("2000000", null)]
    [InlineData("2000000.00000001", RiskCode.OrderSize)]
    public void OfAccount_OrderSize_IsAtMostItsShareOfReferenceEquity(string value, string? code) =>
        Assert.Equal(code, RiskChecks.OfAccount(Buy(decimal.Parse(value)), Account, Limits)?.Code);

    [Theory]
    [InlineData("9900000", null)]
    [InlineData("9900000.00000001", RiskCode.TotalExposure)]
    public void OfAccount_TotalExposure_IsAtMostItsShareOfReferenceEquity(string exposure, string? code) =>
        Assert.Equal(code, RiskChecks.OfAccount(Buy(100_000), Account with { Exposure = Money.Of(decimal.Parse(exposure)) }, Limits)?.Code);

    [Fact]
    public void Checks_OrderThatViolatesEverything_IsDeniedInTheOrderOfTheCodes()
    {
        // Each step puts right what was named last; the next in line must be named then.
        OrderProposal order = Buy(4_000) with { LimitPrice = Price.Of(1_000_500m) };
        AccountView account = new(true, true, false, Money.Zero, Money.Zero, Money.Of(1e12m));
        List<string?> codes =
        [
            RiskChecks.OfSymbol(order, RiskCode.KillSwitch, default, Limits, Now)?.Code,
            RiskChecks.OfSymbol(order, RiskCode.Stopping, default, Limits, Now)?.Code,
            RiskChecks.OfSymbol(order, RiskCode.NoAccount, default, Limits, Now)?.Code,
            RiskChecks.OfSymbol(order, RiskCode.NoAccount, new MarketView(Price.Of(100), new Timestamp(1)), Limits, Now)?.Code,
            RiskChecks.OfSymbol(order, RiskCode.NoAccount, Fresh, Limits, Now)?.Code,
            RiskChecks.OfSymbol(order, null, Fresh, Limits, Now)?.Code,
            RiskChecks.OfSymbol(order with { LimitPrice = Price.None }, null, Fresh, Limits, Now)?.Code,
            RiskChecks.OfAccount(order, account, Limits)?.Code,
            RiskChecks.OfAccount(order, account = account with { KillSwitch = false }, Limits)?.Code,
            RiskChecks.OfAccount(order, account = account with { IsStopping = false }, Limits)?.Code,
            RiskChecks.OfAccount(order, account = account with { IsOpen = true }, Limits)?.Code,
            RiskChecks.OfAccount(order = order with { LimitPrice = Price.None }, account, Limits)?.Code,
            RiskChecks.OfAccount(order = order with { Value = Money.Of(2e9m) }, account, Limits)?.Code,
            RiskChecks.OfAccount(order = order with { Value = Money.Of(1e9m) }, account, Limits)?.Code,
            RiskChecks.OfAccount(order, account = account with { FreeCash = Money.Of(1e12m) }, Limits)?.Code,
            RiskChecks.OfAccount(order, account = account with { ReferenceEquity = Money.Of(5e9m) }, Limits)?.Code,
            RiskChecks.OfAccount(order, account with { Exposure = Money.Zero }, Limits)?.Code,
        ];

        Assert.Equal(
            [
                RiskCode.KillSwitch, RiskCode.Stopping, RiskCode.NoPrice, RiskCode.StalePrice, RiskCode.NoAccount, RiskCode.OffTick, RiskCode.UnderMinimum,
                RiskCode.KillSwitch, RiskCode.Stopping, RiskCode.NoAccount, RiskCode.OffTick, RiskCode.UnderMinimum, RiskCode.OverMaximum,
                RiskCode.Cash, RiskCode.OrderSize, RiskCode.TotalExposure, null,
            ],
            codes);
    }

    [Theory]
    [InlineData(RiskCode.KillSwitch)]
    [InlineData(RiskCode.Stopping)]
    [InlineData(RiskCode.NoAccount)]
    public void Checks_Reduction_PassesWhateverHaltsEntries(string halted)
    {
        AccountView closed = new(true, true, false, Money.Of(-1), Money.Zero, Money.Of(1e12m));

        Assert.Null(RiskChecks.OfSymbol(Sell(100_000), halted, default, Limits, Now));
        Assert.Null(RiskChecks.OfSymbol(Sell(100_000), halted, new MarketView(Price.Of(100), new Timestamp(1)), Limits, Now));
        Assert.Null(RiskChecks.OfAccount(Sell(100_000), closed, Limits));
    }

    [Theory]
    [InlineData("4999", "0", RiskCode.UnderMinimum)]
    [InlineData("1000000001", "0", RiskCode.OverMaximum)]
    [InlineData("5000", "1000500", RiskCode.OffTick)]
    public void OfSymbol_ReductionThatTheVenueWouldRefuse_IsDenied(string value, string price, string code) =>
        Assert.Equal(code, RiskChecks.OfSymbol(
            Sell(decimal.Parse(value)) with { LimitPrice = Price.Of(decimal.Parse(price)) }, null, Fresh, Limits, Now)?.Code);

    [Fact]
    public void Denial_Detail_NamesTheFigures()
    {
        Assert.Equal("needs 100050 KRW with fee, 5 is free", RiskChecks.OfAccount(Buy(100_000), Account with { FreeCash = Money.Of(5) }, Limits)!.Detail);
        Assert.Equal("last price is 121 s old, 120 s allowed",
            RiskChecks.OfSymbol(Buy(100_000), null, Fresh, Limits, Now + TimeSpan.FromSeconds(121))!.Detail);
        Assert.Equal("7501 is no multiple of 5", RiskChecks.OfSymbol(Buy(100_000) with { LimitPrice = Price.Of(7501) }, null, Fresh, Limits, Now)!.Detail);
    }

    private static OrderProposal Buy(decimal value) => new(OrderSide.Buy, IsReduction: false, Money.Of(value), Price.None);

    private static OrderProposal Sell(decimal value) => new(OrderSide.Sell, IsReduction: true, Money.Of(value), Price.None);
}

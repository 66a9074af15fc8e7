using CoinPilot.Orders;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Tests.Risk;

public sealed class SizingTests
{
    [Theory]
    [InlineData("10000000", "20", "2000000")]
    [InlineData("12345.67", "20", "2469")]
    [InlineData("9999.99999999", "100", "9999")]
    [InlineData("10000", "33.33", "3333")]
    [InlineData("4", "20", "0")]
    [InlineData("0", "20", "0")]
    public void EntryFunds_ShareOfReferenceEquity_IsInWholeWon(string equity, string percent, string funds)
    {
        AccountView account = new(false, false, true, Money.Zero, Money.Of(decimal.Parse(equity)), Money.Zero);

        Assert.Equal(funds, Sizing.EntryFunds(account, RiskLimits.Default with { MaxOrderPercent = decimal.Parse(percent) }).ToString());
    }

    [Fact]
    public void EntryFunds_OfAnyEquity_PassTheSizeCheck() => Property.Holds(2_000, random =>
    {
        Money equity = new(random.NextInt128(57));
        RiskLimits limits = RiskLimits.Default with { MaxOrderPercent = random.Next(1, 10_001) / 100m, MaxOrder = Money.Of(1e15m), MinOrder = Money.Zero };
        AccountView account = new(false, false, true, equity + equity, equity, Money.Zero);

        OrderProposal order = new(OrderSide.Buy, IsReduction: false, Sizing.EntryFunds(account, limits), Price.None);

        Assert.Null(RiskChecks.OfAccount(order, account, limits));
    });
}

using CoinPilot.MarketData;
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
        Money reference = Money.Of(decimal.Parse(equity));
        AccountView account = new(false, false, true, reference + reference, reference, Money.Zero);

        Assert.Equal(funds, Funds(account, SizeBasis.Full, RiskLimits.Default with { MaxOrderPercent = decimal.Parse(percent) }));
    }

    [Theory]
    [InlineData(SizingMethod.Share)]
    [InlineData(SizingMethod.Unit)]
    public void EntryFunds_OfASizeThatTheStrategyNames_AreThatAtMostTheFullShare(SizingMethod sizing)
    {
        AccountView account = new(false, false, true, Money.Of(10_000_000), Money.Of(10_000_000), Money.Zero);
        RiskLimits limits = RiskLimits.Default with { Sizing = sizing };

        Assert.Equal("725000", Funds(account, SizeBasis.Full with { EquityPercent = 7.25m }, limits));
        Assert.Equal("2000000", Funds(account, SizeBasis.Full with { EquityPercent = 20.01m }, limits));
        Assert.Equal("50000", Funds(account, SizeBasis.Full with { Funds = Money.Of(50_000) }, limits));
        Assert.Equal("2000000", Funds(account, SizeBasis.Full with { Funds = Money.Of(2_000_001) }, limits));
    }

    [Fact]
    public void EntryFunds_OfAnyAccount_PassTheSizeChecksOrHaveNoRoom() => Property.Holds(5_000, random =>
    {
        Money equity = new(random.NextInt128(57));
        RiskLimits limits = RiskLimits.SizesOnly with
        {
            MaxOrderPercent = random.Next(1, 10_001) / 100m, MaxTotalExposurePercent = random.Next(1, 20_001) / 100m, LeastOrderPercent = random.Next(0, 101),
            MaxSymbolExposurePercent = random.Next(1, 20_001) / 100m, MaxOrder = Money.Of(1e15m), MinOrder = Money.Zero,
            Sizing = (SizingMethod)random.Next(3), KellyPercent = random.Next(0, 2) * 50m, KellyTrades = 1,
        };
        AccountView account = new(false, false, true, Share(random, equity), equity, Share(random, equity)) { SymbolExposure = Share(random, equity) };
        SizeBasis basis = new(Price.Of(random.Next(1, 1000)), Price.Of(random.Next(1, 1000)), new TradeRecord(random.Next(1, 9), random.Next(1, 9), Money.Of(random.Next(9, 99)), Money.Of(random.Next(1, 9))), random.Next(1, 101) / 100m);

        Money funds = Sizing.EntryFunds(account, basis, limits, out Denial? denial);
        Denial? check = RiskChecks.OfAccount(new OrderProposal(OrderSide.Buy, IsReduction: false, funds, Price.None), account, limits);

        Assert.Null(denial);
        // What the checks still deny did not have the least share of its size free.
        Assert.True(check is null || check.Code is RiskCode.Cash or RiskCode.SymbolExposure or RiskCode.TotalExposure, check?.Code);
        if (check is not null)
            Assert.True(Room(account, limits) < funds);
    });

    [Theory]
    [InlineData("10000000", "2000000")]
    [InlineData("2001000", "2000000")]
    [InlineData("2000999", "1999999")]
    [InlineData("1000501", "1000000")]
    [InlineData("1000499", "2000000")]
    public void EntryFunds_WhereCashIsShort_AreCutToWhatItPaysWithTheFeeButNotBelowHalf(string cash, string funds)
    {
        AccountView account = new(false, false, true, Money.Of(decimal.Parse(cash)), Money.Of(10_000_000), Money.Zero);

        Assert.Equal(funds, Funds(account, SizeBasis.Full, RiskLimits.Default));
    }

    [Fact]
    public void EntryFunds_OfFiveEntriesInARow_AllFitWithTheirFees()
    {
        Money cash = Money.Of(10_000_000), exposure = Money.Zero;
        for (int i = 0; i < 5; i++)
        {
            AccountView account = new(false, false, true, cash, Money.Of(10_000_000), exposure);
            Money funds = Sizing.EntryFunds(account, SizeBasis.Full, RiskLimits.Default, out _);
            Assert.Null(RiskChecks.OfAccount(new OrderProposal(OrderSide.Buy, false, funds, Price.None), account, RiskLimits.Default));
            cash -= funds + funds.FeeDown(FeeRate.UpbitKrw);
            exposure += funds;
        }

        Assert.Equal(Money.Of(9_995_002), exposure);
        Assert.True(cash >= Money.Zero);
    }

    // Share 2,000,000; target range 4 %: at 4 % and below all of it, at 8 % half, at 16 % a quarter.
    [Theory]
    [InlineData("2", "2000000")]
    [InlineData("4", "2000000")]
    [InlineData("8", "1000000")]
    [InlineData("16", "500000")]
    public void Volatility_OfWiderBars_GivesSmallerEntries(string range, string funds) =>
        Assert.Equal(funds, Funds(Rich, Basis(100, decimal.Parse(range)), RiskLimits.Default with { Sizing = SizingMethod.Volatility }));

    // 1 % of 10,000,000 is 100,000; a range of 10 on a price of 100 makes 10,000 pieces, 1,000,000 KRW. At a range of 1 it would be all of the account: capped.
    [Theory]
    [InlineData("10", "1000000")]
    [InlineData("40", "250000")]
    [InlineData("1", "2000000")]
    public void Unit_OfOneRange_RisksOnePercent(string range, string funds) =>
        Assert.Equal(funds, Funds(Rich, Basis(100, decimal.Parse(range)), RiskLimits.Default with { Sizing = SizingMethod.Unit }));

    [Theory]
    [InlineData(SizingMethod.Volatility)]
    [InlineData(SizingMethod.Unit)]
    public void Range_NotKnownYet_DeniesTheEntry(SizingMethod method)
    {
        Sizing.EntryFunds(Rich, SizeBasis.Full, RiskLimits.Default with { Sizing = method }, out Denial? denial);

        Assert.Equal(RiskCode.NoRange, denial?.Code);
    }

    // 6 wins of 200 and 4 losses of 200: f = 0.6 - 0.4 / 1 = 0.2, half of it is 10 % of 10,000,000.
    [Theory]
    [InlineData(6, 4, 1200, 800, 10, "1000000")]
    [InlineData(6, 4, 1200, 800, 11, "2000000")]
    [InlineData(9, 1, 900, 50, 10, "2000000")]
    public void Kelly_OfTheRecord_CapsTheEntryOnceItIsLongEnough(int wins, int losses, int won, int lost, int trades, string funds) => Assert.Equal(funds, Funds(
        Rich, SizeBasis.Full with { Record = new TradeRecord(wins, losses, Money.Of(won), Money.Of(lost)) },
        RiskLimits.Default with { KellyPercent = 50m, KellyTrades = trades }));

    [Fact]
    public void Kelly_OfALosingRecord_DeniesTheEntry()
    {
        SizeBasis losing = SizeBasis.Full with { Record = new TradeRecord(5, 5, Money.Of(100), Money.Of(100)) };

        Sizing.EntryFunds(Rich, losing, RiskLimits.Default with { KellyPercent = 50m, KellyTrades = 10 }, out Denial? denial);

        Assert.Equal(RiskCode.NoEdge, denial?.Code);
    }

    [Fact]
    public void Share_OfTheStrategy_ScalesTheEntry() => Assert.Equal("1400000", Funds(Rich, SizeBasis.Full with { Share = 0.7m }, RiskLimits.Default));

    // Ranges 10, 12 (from the close before), 6: mean of two is 11, then (11 + 6) / 2.
    [Fact]
    public void RangeMeter_OfThreeBars_IsWildersAverage()
    {
        RangeMeter meter = new(TimeSpan.FromMinutes(1), 2);
        Add(0, 100, 90, 100);
        Assert.False(meter.AverageRange.IsSet);
        Add(1, 112, 105, 110);
        Assert.Equal(Price.Of(11), meter.AverageRange);
        Add(2, 113, 107, 108);
        Assert.Equal(Price.Of(8.5m), meter.AverageRange);

        void Add(int minute, decimal high, decimal low, decimal close) => meter.Add(
            new Candle(Timestamp.Utc(2025, 9, 1) + TimeSpan.FromMinutes(minute), Price.Of(low), Price.Of(high), Price.Of(low), Price.Of(close), Quantity.Of(1)), 1);
    }

    private static AccountView Rich => new(false, false, true, Money.Of(10_000_000), Money.Of(10_000_000), Money.Zero);

    private static SizeBasis Basis(decimal price, decimal range) => SizeBasis.Full with { Price = Price.Of(price), AverageRange = Price.Of(range) };

    private static string Funds(in AccountView account, in SizeBasis basis, RiskLimits limits) => Sizing.EntryFunds(account, basis, limits, out _).ToString();

    private static Money Share(Random random, Money of) => of.PercentDown(random.Next(0, 15_001) / 100m);

    private static Money Room(in AccountView account, RiskLimits limits) => Money.Min(account.FreeCash, Money.Min(
        account.ReferenceEquity.PercentDown(limits.MaxSymbolExposurePercent) - account.SymbolExposure,
        account.ReferenceEquity.PercentDown(limits.MaxTotalExposurePercent) - account.Exposure));
}

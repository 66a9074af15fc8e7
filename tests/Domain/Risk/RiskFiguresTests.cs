using CoinPilot.Orders;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Tests.Risk;

/// <summary>The figures that are journaled say the same as the checks that they stand for.</summary>
public sealed class RiskFiguresTests
{
    private static readonly Timestamp Now = Timestamp.Utc(2025, 9, 1, 12);

    [Fact]
    public void Figures_OfRandomEntries_AreAllWithinExactlyWhereTheirChecksPass()
    {
        int passed = 0;
        HashSet<RiskCheck> broken = [];
        Property.Holds(20_000, random =>
        {
            RiskLimits limits = Limits(random);
            AccountView account = Account(random);
            OrderProposal order = new(OrderSide.Buy, IsReduction: false, Money.Of(random.Next(1, 3_000) * 1_000m), Price.None);
            MarketView market = new(Price.Of(100), Now - TimeSpan.FromSeconds(random.Next(130)));
            RiskFigure[] figures =
            [
                .. RiskFigures.OfSymbol(order, market, limits, Now), .. RiskFigures.OfAccount(order, account, limits),
            ];

            bool passes = RiskChecks.OfSymbol(order, null, market, limits, Now) is null && RiskChecks.OfAccount(order, account, limits) is null;

            Assert.True(passes == figures.All(f => f.IsWithin), $"{passes}: {string.Join(", ", figures)}");
            passed += passes ? 1 : 0;
            broken.UnionWith(figures.Where(f => !f.IsWithin).Select(f => f.Check));
        });
        Assert.True(passed > 500, $"only {passed} passed");
        Assert.Equal(Enum.GetValues<RiskCheck>().Except([RiskCheck.Maximum]), broken.Order());
    }

    [Fact]
    public void Figures_OfAReduction_AreTheVenuesAlone()
    {
        OrderProposal sale = new(OrderSide.Sell, IsReduction: true, Money.Of(7_000), Price.None);

        Assert.Equal(
            ["minimum 7000 >= 5000 KRW", "maximum 7000 <= 1000000000 KRW"],
            RiskFigures.OfSymbol(sale, default, RiskLimits.Default, Now).Select(f => f.ToString()));
    }

    private static RiskLimits Limits(Random random) => RiskLimits.Default with
    {
        MaxPositions = random.Next(4),
        SecondEntry = SecondEntry.Always,
        DailyEntries = random.Next(4),
        EntriesPerMinute = random.Next(4),
        DailyLossPercent = random.Next(4),
        MaxDrawdownPercent = random.Next(4),
        MaxSymbolExposurePercent = 50m,
        EntryInterval = TimeSpan.FromMinutes(random.Next(3)),
        MinOrder = Money.Of(50_000),
    };

    private static AccountView Account(Random random) => new(
        KillSwitch: false, IsStopping: false, IsOpen: true, Money.Of(random.Next(11) * 1_000_000m), Money.Of(10_000_000), Money.Of(random.Next(11) * 1_000_000m))
    {
        SymbolExposure = Money.Of(random.Next(6) * 1_000_000m),
        Positions = random.Next(4),
        EntriesToday = random.Next(3),
        RecentEntries = random.Next(3),
        DayEquity = Money.Of(10_000_000),
        PeakEquity = Money.Of(10_000_000),
        Equity = Money.Of(9_600_000 + random.Next(6) * 100_000),
        MarketTime = Now,
        LastEntryAt = random.Next(2) == 0 ? Timestamp.None : Now - TimeSpan.FromSeconds(random.Next(150)),
    };
}

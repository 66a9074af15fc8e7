using CoinPilot.Portfolio;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Tests.Portfolio;

public sealed class AccountGuardTests
{
    private static readonly Timestamp Noon = Timestamp.Utc(2025, 9, 1, 12);
    private static readonly Timestamp Today = Timestamp.Utc(2025, 9, 1);
    private static readonly Symbol Btc = Symbol.Parse("KRW-BTC");
    private static readonly RiskLimits Limits = RiskLimits.Default;
    private static readonly AccountState Opened = AccountState.Unopened.Apply(new AccountOpened("j", Money.Of(10_000_000), Noon));

    [Fact]
    public void Equity_OfANewDay_BeginsItAndSetsThePeak() => Assert.Equal(
        [new TradingDayBegan(Today, Money.Of(10_000_000)), new PeakEquityRaised(Noon, Money.Of(10_000_000))], Due(Opened, 10_000_000));

    [Fact]
    public void Equity_WithinTheLimits_IsNotDue()
    {
        AccountGuard guard = new(Traded(), Limits);

        Assert.False(guard.IsDue(Money.Of(9_700_000.00000001m), Noon));
        Assert.True(guard.IsDue(Money.Of(9_700_000m), Noon));
        Assert.False(guard.IsDue(Money.Of(10_010_000m), Noon));
        Assert.True(guard.IsDue(Money.Of(10_010_000.00000001m), Noon));
        Assert.True(guard.IsDue(Money.Of(10_000_000m), Today + TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Equity_AtTheDailyLoss_IsToldOnceADay()
    {
        IPortfolioEvent reached = Assert.Single(Due(Traded(), 9_700_000));
        Assert.Equal(new DailyLossReached(Noon, Money.Of(9_700_000)), reached);
        AccountState after = Traded().Apply(reached);
        Assert.False(new AccountGuard(after, Limits).IsDue(Money.Of(9_000_000m), Noon));

        AccountState tomorrow = after.Apply(new TradingDayBegan(Today + TimeSpan.FromDays(1), Money.Of(9_700_000)));
        Assert.False(tomorrow.Pace.IsDailyLossReached);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void Equity_AtTheDrawdown_ThrowsTheKillSwitchUntilItIsReset(bool flatten, int events)
    {
        RiskLimits limits = Limits with { DailyLossPercent = 0m, FlattenOnDrawdown = flatten };
        IReadOnlyList<IPortfolioEvent> due = new AccountGuard(Traded(), limits).Due(Money.Of(8_000_000), Noon, Noon);

        Assert.Equal(events, due.Count);
        Assert.StartsWith(RiskCode.Drawdown, Assert.IsType<KillSwitchEngaged>(due[0]).Reason, StringComparison.Ordinal);
        AccountState latched = Traded().Apply(due);
        Assert.Equal(flatten, latched.FlattenReason is not null);
        Assert.Empty(new AccountGuard(latched, limits).Due(Money.Of(7_000_000), Noon, Noon));
        // Reset by hand, drawdown is measured from where equity is then.
        AccountState reset = latched.Apply(new KillSwitchReleased("looked into", Noon));
        Assert.Equal([new PeakEquityRaised(Noon, Money.Of(7_000_000))], new AccountGuard(reset, limits).Due(Money.Of(7_000_000), Noon, Noon));
        Assert.Null(reset.FlattenReason);
    }

    [Fact]
    public void Limits_SwitchedOff_AreNeverDue()
    {
        AccountGuard guard = new(Traded(), RiskLimits.SizesOnly);

        Assert.False(guard.IsDue(Money.Of(1m), Noon));
        Assert.False(guard.IsDue(Money.Of(1e12m), Noon));
    }

    [Fact]
    public void Trades_ThatLostInARow_PauseEntriesAndStartTheCountAnew()
    {
        AccountState state = Granted(Traded());
        for (int trade = 1; trade <= 2; trade++)
            state = state.Apply(Assert.Single(TradesOf(state, -1_000m * trade)));
        Assert.Equal(2, state.Pace.LossesInARow);

        IReadOnlyList<IPortfolioEvent> third = TradesOf(state, -3_000m);
        Assert.Equal(
            [new TradeEnded(Btc, "s", Money.Of(-1_000m), Money.Of(-3_000m), Noon), new EntriesPaused(Noon + TimeSpan.FromHours(2), "3 losses in a row")], third);
        Assert.Equal((0, Noon + TimeSpan.FromHours(2)), (state.Apply(third).Pace.LossesInARow, state.Apply(third).Pace.PausedUntil));
        Assert.Equal(new TradeRecord(0, 3, Money.Zero, Money.Of(3_000)), state.Apply(third).TradesOf("s"));
    }

    [Fact]
    public void Trades_ThatWonBetweenLosses_EndTheirRow()
    {
        AccountState state = Granted(Traded());
        foreach (decimal total in (decimal[])[-1_000, -2_000, -1_500, -2_500])
            state = state.Apply(TradesOf(state, total));

        Assert.Equal(1, state.Pace.LossesInARow);
        Assert.Empty(TradesOf(state, -2_500));
    }

    [Fact]
    public void Trades_OfAJournalFromBeforeResultsWereCounted_AreNeitherWonNorLost()
    {
        TradeEnded ended = Assert.IsType<TradeEnded>(Assert.Single(TradesOf(Traded(), -9_000m)));

        Assert.Equal((Money.Zero, Money.Of(-9_000m)), (ended.Result, ended.NetProfit));
        Assert.Equal(0, Traded().Apply(ended).Pace.LossesInARow);
    }

    [Fact]
    public void Entries_OfADay_AreCountedAndForgottenTheNext()
    {
        AccountState state = Granted(Granted(Traded()));

        Assert.Equal((2, Noon, 2), (state.Pace.EntriesToday, state.Pace.LastEntryOf(Btc), state.Pace.RecentAt(Noon)));
        Assert.Equal(0, state.Pace.RecentAt(Noon + TimeSpan.FromMinutes(1)));
        AccountState tomorrow = state.Apply(new TradingDayBegan(Today + TimeSpan.FromDays(1), Money.Of(1)));
        Assert.Equal((0, Noon), (tomorrow.Pace.EntriesToday, tomorrow.Pace.LastEntryOf(Btc)));
        Assert.False(tomorrow.Apply(new TradingDayBegan(Today + TimeSpan.FromDays(2), Money.Of(1))).Pace.LastEntryOf(Btc).IsSet);
    }

    [Fact]
    public void Limits_ConfiguredAndOverridden_AreInForceInThatOrder()
    {
        AccountState state = Opened
            .Apply(new LimitsConfigured(LimitSetting.AllOf(Limits with { DailyEntries = 9, MaxPositions = 8 }), "file", Noon))
            .Apply(new LimitsOverridden(ValueList<LimitSetting>.Of([new("max_positions", "1")]), "careful", Noon));

        Assert.Equal((9, 1), (state.LimitsOn(Limits).DailyEntries, state.LimitsOn(Limits).MaxPositions));
    }

    private static AccountState Traded() => Opened.Apply(Due(Opened, 10_000_000));

    private static AccountState Granted(AccountState state) => state.Apply(new EntryGranted("r", Btc, "s", Money.Of(1_000_000), Noon, Noon, 0));

    private static IReadOnlyList<IPortfolioEvent> Due(AccountState state, decimal equity) => new AccountGuard(state, Limits).Due(Money.Of(equity), Noon, Noon);

    private static IReadOnlyList<IPortfolioEvent> TradesOf(AccountState state, decimal net) => TradeResults.Of(
        state, Btc, ValueList<VirtualPosition>.Of([VirtualPosition.Flat("s") with { RealisedProfit = Money.Of(net + 100), Fees = Money.Of(100) }]), Limits, Noon);
}

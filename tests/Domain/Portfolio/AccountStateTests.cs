using CoinPilot.Portfolio;
using CoinPilot.Values;

namespace CoinPilot.Tests.Portfolio;

public sealed class AccountStateTests
{
    private static readonly Timestamp Now = Timestamp.Utc(2025, 9, 1, 12);

    [Fact]
    public void Apply_Opening_SetsIdentityAndCash()
    {
        AccountState state = AccountState.Unopened.Apply(new AccountOpened("j1", Money.Of(1_000_000), Now));

        Assert.False(AccountState.Unopened.IsOpen);
        Assert.Equal(new AccountState("j1", Money.Of(1_000_000), Timestamp.None, Money.Zero, null, Timestamp.None) { OpenedAt = Now }, state);
        Assert.True(state.IsOpen);
    }

    [Fact]
    public void Apply_SecondOpening_Throws()
    {
        AccountState state = AccountState.Unopened.Apply(new AccountOpened("j1", Money.Of(1_000_000), Now));

        Assert.Throws<InvalidOperationException>(() => state.Apply(new AccountOpened("j1", Money.Of(1_000_000), Now)));
        Assert.Throws<InvalidOperationException>(() => state.Apply(new AccountOpened("j2", Money.Zero, Now)));
    }

    [Fact]
    public void Apply_ReferenceEquity_ReplacesTheDayBefore()
    {
        AccountState state = Opened()
            .Apply(new ReferenceEquityFixed(Timestamp.Utc(2025, 9, 1), Money.Of(1_000_000)))
            .Apply(new ReferenceEquityFixed(Timestamp.Utc(2025, 9, 2), Money.Of(1_100_000)));

        Assert.Equal(Opened() with { ReferenceDay = Timestamp.Utc(2025, 9, 2), ReferenceEquity = Money.Of(1_100_000) }, state);
    }

    [Fact]
    public void Apply_KillSwitch_HoldsUntilReleased()
    {
        AccountState engaged = Opened().Apply(new KillSwitchEngaged("drawdown", Now)).Apply(new AccountReported(Money.Zero, ValueList<ReportedSymbol>.Empty, Now));

        Assert.Equal("drawdown", engaged.KillSwitchReason);
        Assert.Null(engaged.Apply(new KillSwitchReleased("looked into", Now)).KillSwitchReason);
    }

    [Fact]
    public void Apply_Report_OnlyMovesItsTime()
    {
        ReportedSymbol symbol = new(Symbol.Parse("KRW-BTC"), 7, Money.Of(-5_002.5m), ValueList<ReportedHolding>.Of([new("a", Quantity.Of(1), Money.Of(5_000))]));

        Assert.Equal(Opened() with { ReportedAt = Now }, Opened().Apply(new AccountReported(Money.Of(1), ValueList<ReportedSymbol>.Of([symbol]), Now)));
    }

    [Fact]
    public void Apply_UnknownEvent_ThrowsAndNamesIt() =>
        Assert.Contains(nameof(Unheard), Assert.Throws<InvalidOperationException>(() => Opened().Apply(new Unheard())).Message, StringComparison.Ordinal);

    private static AccountState Opened() => AccountState.Unopened.Apply(new AccountOpened("j1", Money.Of(1_000_000), Now));

    private sealed record Unheard : IPortfolioEvent;
}

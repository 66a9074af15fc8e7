using CoinPilot.Orders;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Tests.Risk;

/// <summary>The limits on holdings, losses and pace, each on both sides, and the order in which they speak.</summary>
public sealed class LimitChecksTests
{
    private static readonly Timestamp Now = Timestamp.Utc(2025, 9, 1, 12);
    private static readonly RiskLimits Limits = RiskLimits.Default;

    private static readonly AccountView Account = new(
        KillSwitch: false, IsStopping: false, IsOpen: true, FreeCash: Money.Of(10_000_000), ReferenceEquity: Money.Of(10_000_000), Exposure: Money.Zero)
    {
        Equity = Money.Of(10_000_000), DayEquity = Money.Of(10_000_000), PeakEquity = Money.Of(10_000_000), MarketTime = Now,
    };

    private static readonly OrderProposal Buy = new(OrderSide.Buy, IsReduction: false, Money.Of(100_000), Price.None);

    [Fact]
    public void Account_WithinEveryDefaultLimit_Passes() => Assert.Null(Code(Account));

    [Theory]
    [InlineData(TradingState.Active, null)]
    [InlineData(TradingState.Reducing, RiskCode.Reducing)]
    [InlineData(TradingState.Halted, RiskCode.Halted)]
    public void TradingState_OfTheOperator_AllowsEntriesOnlyWhenActive(TradingState state, string? code) => Assert.Equal(code, Code(Account with { State = state }));

    [Fact]
    public void Instrument_ThatTheAccountDoesNotKnow_IsDenied() => Assert.Equal(RiskCode.NoInstrument, Code(Account with { IsForeignSymbol = true }));

    [Fact]
    public void Holding_WithoutAPrice_DeniesEntries() => Assert.Equal(RiskCode.NoPrice, Code(Account with { IsUnvalued = true }));

    [Theory]
    [InlineData("0.3", null)]
    [InlineData("0.35", RiskCode.OffLot)]
    public void Quantity_OfAnOrder_IsAMultipleOfTheLot(string quantity, string? code) => Assert.Equal(code, RiskChecks.OfAccount(
        Buy with { Quantity = Quantity.Of(decimal.Parse(quantity)) }, Account, Limits with { LotStep = Quantity.Of(0.1m) })?.Code);

    [Theory]
    [InlineData("2900000", null)]
    [InlineData("2900000.00000001", RiskCode.SymbolExposure)]
    public void SymbolExposure_WithTheOrder_IsAtMostItsShare(string held, string? code) => Assert.Equal(
        code, Code(Account with { SymbolExposure = Money.Of(decimal.Parse(held)) }, Limits with { MaxSymbolExposurePercent = 30m }));

    [Theory]
    [InlineData(4, 5, null)]
    [InlineData(5, 5, RiskCode.Positions)]
    [InlineData(500, 0, null)]
    public void Positions_AtOnce_AreAtMostTheLimit(int held, int limit, string? code) =>
        Assert.Equal(code, Code(Account with { Positions = held }, Limits with { MaxPositions = limit }));

    [Theory]
    [InlineData(SecondEntry.Never, false, false, null)]
    [InlineData(SecondEntry.Never, true, false, RiskCode.DuplicateEntry)]
    [InlineData(SecondEntry.OtherStrategy, true, false, null)]
    [InlineData(SecondEntry.OtherStrategy, true, true, RiskCode.DuplicateEntry)]
    [InlineData(SecondEntry.Always, true, true, null)]
    public void SecondEntry_InASymbol_IsAllowedByRule(SecondEntry rule, bool symbol, bool strategy, string? code) =>
        Assert.Equal(code, Code(Account with { HoldsSymbol = symbol, HoldsAsStrategy = strategy }, Limits with { SecondEntry = rule }));

    [Theory]
    [InlineData(false, true, null)]
    [InlineData(true, true, RiskCode.DuplicateEntry)]
    [InlineData(true, false, RiskCode.DuplicateEntry)]
    public void SecondEntry_ForTheSameStrategy_IsAllowedWhereNoOtherHoldsOrBuysTheSymbol(bool other, bool itself, string? code) => Assert.Equal(
        code,
        Code(Account with { HoldsSymbol = true, HoldsAsStrategy = itself, HoldsAsOther = other, IsAddition = itself }, Limits with { SecondEntry = SecondEntry.SameStrategy }));

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, RiskCode.Positions)]
    public void Addition_ToAPosition_OpensNoneAndPassesTheNumberOfPositions(bool isAddition, string? code) => Assert.Equal(
        code, Code(Account with { Positions = 5, IsAddition = isAddition }, Limits with { MaxPositions = 5, SecondEntry = SecondEntry.SameStrategy }));

    [Theory]
    [InlineData("9700000.00000001", false, null)]
    [InlineData("9700000", false, RiskCode.DailyLoss)]
    [InlineData("9900000", true, RiskCode.DailyLoss)]
    public void DailyLoss_OnceReached_DeniesForTheDay(string equity, bool reached, string? code) =>
        Assert.Equal(code, Code(Account with { Equity = Money.Of(decimal.Parse(equity)), IsDailyLossReached = reached }));

    [Theory]
    [InlineData(5, 6, null)]
    [InlineData(6, 6, RiskCode.DailyEntries)]
    [InlineData(600, 0, null)]
    public void DailyEntries_OfAllSymbols_AreAtMostTheLimit(int entries, int limit, string? code) =>
        Assert.Equal(code, Code(Account with { EntriesToday = entries }, Limits with { DailyEntries = limit }));

    [Theory]
    [InlineData("8000000.00000001", null)]
    [InlineData("8000000", RiskCode.Drawdown)]
    public void Drawdown_FromThePeak_IsBelowTheLimit(string equity, string? code) =>
        Assert.Equal(code, Code(Account with { Equity = Money.Of(decimal.Parse(equity)) }, Limits with { DailyLossPercent = 0m }));

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, RiskCode.LossPause)]
    public void LossPause_UntilItsEnd_Denies(long microsLeft, string? code) =>
        Assert.Equal(code, Code(Account with { PausedUntil = new Timestamp(Now.UnixMicros + microsLeft) }));

    [Theory]
    [InlineData(1_800_000_000, null)]
    [InlineData(1_799_999_999, RiskCode.EntryInterval)]
    public void EntryInterval_OfASymbol_HasToPass(long micros, string? code) =>
        Assert.Equal(code, Code(Account with { LastEntryAt = new Timestamp(Now.UnixMicros - micros) }));

    [Theory]
    [InlineData(9, 10, null)]
    [InlineData(10, 10, RiskCode.OrderRate)]
    [InlineData(1000, 0, null)]
    public void OrderRate_WithinAMinute_IsAtMostTheLimit(int recent, int limit, string? code) =>
        Assert.Equal(code, Code(Account with { RecentEntries = recent }, Limits with { EntriesPerMinute = limit }));

    [Fact]
    public void Account_ThatViolatesEverything_IsDeniedInTheOrderOfTheCodes()
    {
        AccountView wrong = new(true, true, false, Money.Zero, Money.Of(1_000), Money.Of(1e12m))
        {
            State = TradingState.Halted, IsUnvalued = true, IsForeignSymbol = true, SymbolExposure = Money.Of(1e12m), Positions = 9, HoldsSymbol = true,
            HoldsAsStrategy = true, Equity = Money.Of(1), DayEquity = Money.Of(100), IsDailyLossReached = true, EntriesToday = 9, PeakEquity = Money.Of(100),
            MarketTime = Now, PausedUntil = Now + TimeSpan.FromHours(1), LastEntryAt = Now, RecentEntries = 99,
        };
        // Each step puts right what was named last; the next in line must be named then.
        Func<AccountView, AccountView>[] mends =
        [
            a => a with { KillSwitch = false }, a => a with { State = TradingState.Active }, a => a with { IsStopping = false }, a => a with { IsUnvalued = false },
            a => a with { IsOpen = true }, a => a with { IsForeignSymbol = false }, a => a with { FreeCash = Money.Of(1e12m) },
            a => a with { ReferenceEquity = Money.Of(1e9m) }, a => a with { SymbolExposure = Money.Zero }, a => a with { Exposure = Money.Zero },
            a => a with { Positions = 4 }, a => a with { HoldsSymbol = false }, a => a with { IsDailyLossReached = false, DayEquity = Money.Of(1) },
            a => a with { EntriesToday = 0 }, a => a with { PeakEquity = Money.Of(1) }, a => a with { PausedUntil = Now }, a => a with { LastEntryAt = Timestamp.None },
            a => a with { RecentEntries = 0 },
        ];
        List<string?> codes = [Code(wrong)];
        foreach (Func<AccountView, AccountView> mend in mends)
            codes.Add(Code(wrong = mend(wrong)));

        Assert.Equal(
            [
                RiskCode.KillSwitch, RiskCode.Halted, RiskCode.Stopping, RiskCode.NoPrice, RiskCode.NoAccount, RiskCode.NoInstrument, RiskCode.Cash,
                RiskCode.OrderSize, RiskCode.SymbolExposure, RiskCode.TotalExposure, RiskCode.Positions, RiskCode.DuplicateEntry, RiskCode.DailyLoss,
                RiskCode.DailyEntries, RiskCode.Drawdown, RiskCode.LossPause, RiskCode.EntryInterval, RiskCode.OrderRate, null,
            ],
            codes);
    }

    [Fact]
    public void Reduction_WhateverTheAccount_Passes()
    {
        AccountView wrong = Account with { KillSwitch = true, State = TradingState.Halted, IsUnvalued = true, IsDailyLossReached = true, EntriesToday = 99, RecentEntries = 99 };

        Assert.Null(RiskChecks.OfAccount(Buy with { Side = OrderSide.Sell, IsReduction = true }, wrong, Limits));
    }

    private static string? Code(in AccountView account, RiskLimits? limits = null) => RiskChecks.OfAccount(Buy, account, limits ?? Limits)?.Code;
}

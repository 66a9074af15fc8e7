using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Risk;

namespace CoinPilot.Actors.Trading;

/// <summary>How the account stands, as every symbol is told: whether entries are halted, by which code, and what else follows.</summary>
internal static class AccountStanding
{
    /// <summary>The code that denies entries; null while they are open.</summary>
    public static string? CodeOf(AccountState state, bool isStopping, bool isJournalAway, bool isKnown) =>
        state.KillSwitchReason is not null ? RiskCode.KillSwitch
        : state.TradingState == TradingState.Halted ? RiskCode.Halted
        : state.TradingState == TradingState.Reducing || state.CashProblem is not null ? RiskCode.Reducing
        : isStopping ? RiskCode.Stopping
        : isJournalAway ? RiskCode.NoJournal
        : isKnown ? null
        : RiskCode.NoAccount;

    public static EntriesHalted Of(AccountState state, string? code, RiskLimits limits) => new(code)
    {
        Limits = limits,
        LimitsVersion = state.LimitsVersion,
        FlattenReason = state.FlattenReason,
        CancelsOrders = state.KillSwitchReason is not null || state.TradingState == TradingState.Halted,
    };
}

using CoinPilot.Portfolio;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>The account as the portfolio tells it: to who asks, and to the journal.</summary>
internal static class AccountPictures
{
    public static AccountReported Report(Money cash, Ledger ledger, Timestamp now) => new(cash, ValueList<ReportedSymbol>.Of(ledger.Lines.Select(line =>
        new ReportedSymbol(line.Summary.Symbol, line.Summary.Sequence, line.Summary.CashFlow, ValueList<ReportedHolding>.Of(
            line.Summary.Positions.Select(p => new ReportedHolding(p.Strategy, p.Quantity, p.Cost)))))), now);

    public static AccountSnapshot Snapshot(AccountState state, Ledger ledger, RiskLimits limits, ValueList<CountedDenial> denials, Timestamp now)
    {
        Money cash = state.PaidIn + ledger.CashFlow;
        return new AccountSnapshot(
            state.IsOpen, state.JournalId, state.OpeningCash, cash, cash + ledger.Value, ledger.Committed, ledger.MaxDrawdownPercent,
            state.KillSwitchReason,
            ValueList<SymbolSnapshot>.Of(ledger.Lines.Select(line => new SymbolSnapshot(
                line.Summary.Symbol, line.Summary.Sequence, line.Summary.CashFlow, line.Mark, line.Summary.Positions))),
            denials, now)
        {
            OpenedAt = state.OpenedAt,
            Transferred = state.Transferred,
            CashProblem = state.CashProblem,
            FlattenReason = state.FlattenReason,
            TradingState = state.TradingState,
            ReferenceEquity = state.ReferenceEquity,
            PeakEquity = state.PeakEquity,
            Pace = state.Pace,
            Limits = limits,
            Overrides = state.Overrides,
            Entries = ledger.Entries,
        };
    }
}

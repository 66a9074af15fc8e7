using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>Where entries of all symbols meet: sizes one and checks it against the account as it stands.</summary>
internal static class EntryDesk
{
    /// <summary>The funds, or why there are none.</summary>
    public static (Money Funds, Denial? Denial) Decide(ReserveExposure reserve, in AccountView account, AccountState state, RiskLimits limits)
    {
        if (RiskChecks.OfState(account) is { } closed)
            return (Money.Zero, closed);
        if (reserve is { Whole: { } whole, Funds: { } extra })
            return (extra, RiskChecks.OfAddition(Buy(whole), extra, account, limits));
        Denial? denial = null;
        TradeRecord record = limits.KellyPercent > 0 ? state.TradesOf(reserve.Strategy) : default;
        Money funds = reserve.Funds
            ?? Sizing.EntryFunds(account, new SizeBasis(reserve.LastPrice, reserve.AverageRange, record, reserve.Share)
            {
                EquityPercent = reserve.EquityPercent, Funds = reserve.OwnFunds,
            }, limits, out denial);
        denial ??= RiskChecks.OfAccount(Buy(funds), account, limits);
        return (funds, denial);
    }

    /// <summary>What the checks of an entry that passed found.</summary>
    public static ValueList<RiskFigure> FiguresOf(ReserveExposure reserve, Money funds, in AccountView account, RiskLimits limits) => reserve.Whole is { } whole
        ? RiskFigures.OfAddition(Buy(whole), funds, account, limits)
        : RiskFigures.OfAccount(Buy(funds), account, limits);

    private static OrderProposal Buy(Money value) => new(OrderSide.Buy, IsReduction: false, value, Price.None);

    /// <summary>The account as an entry of that symbol and strategy finds it.</summary>
    public static AccountView View(ReserveExposure reserve, Ledger ledger, AccountState state, in AccountMoment moment)
    {
        Money held = ledger.Committed + ledger.Reservations.Cost;
        Money reserved = ledger.Reservations.Count == 0 ? Money.Zero : ledger.Reservations.CostOf(reserve.Symbol);
        SymbolLine? line = ledger.Find(reserve.Symbol);
        Money committed = line?.Summary.Committed ?? Money.Zero;
        bool isBuying = !reserved.IsZero || !committed.IsZero;
        return new AccountView(
            state.KillSwitchReason is not null, moment.IsStopping, moment.IsKnown, moment.Cash - held, state.ReferenceEquity, ledger.Value + held)
        {
            State = state.TradingState,
            IsCashUnexplained = state.CashProblem is not null,
            IsUnvalued = ledger.Unvalued > 0,
            IsForeignSymbol = line is null,
            SymbolExposure = (line?.Value ?? Money.Zero) + committed + reserved,
            Positions = ledger.Entries + ledger.Reservations.Count,
            HoldsSymbol = isBuying || line?.Entries > 0,
            HoldsAsStrategy = isBuying || line?.IsHeldBy(reserve.Strategy) == true,
            HoldsAsOther = ledger.Reservations.HasOther(reserve.Symbol, reserve.Strategy) || line?.IsHeldByOther(reserve.Strategy) == true,
            IsAddition = line?.IsHeldBy(reserve.Strategy) == true || line?.Summary.Buyers.Contains(reserve.Strategy) == true,
            Equity = moment.Cash + ledger.Value,
            DayEquity = state.Pace.DayEquity,
            IsDailyLossReached = state.Pace.IsDailyLossReached,
            EntriesToday = state.Pace.EntriesToday,
            PeakEquity = state.PeakEquity,
            MarketTime = moment.MarketTime,
            PausedUntil = state.Pace.PausedUntil,
            LastEntryAt = state.Pace.LastEntryOf(reserve.Symbol),
            RecentEntries = state.Pace.RecentAt(moment.Now),
        };
    }
}

/// <summary>What the portfolio actor knows besides its ledger and its journaled state.</summary>
internal readonly record struct AccountMoment(Money Cash, bool IsStopping, bool IsKnown, Timestamp MarketTime, Timestamp Now);

using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Risk;

/// <summary>
/// The checks before every order, in the order of <see cref="RiskCode"/>. The symbol runs <see cref="OfSymbol"/>, then the portfolio,
/// where all symbols meet, runs <see cref="OfAccount"/>. Unknown is denied. An order that passes costs no allocation.
/// </summary>
public static class RiskChecks
{
    /// <summary>The checks that need only the symbol's own knowledge; null when all pass.</summary>
    /// <param name="halted">The portfolio's last word on whether entries are denied, null when they are not.</param>
    public static Denial? OfSymbol(in OrderProposal order, string? halted, in MarketView market, RiskLimits limits, Timestamp now)
    {
        if (!order.IsReduction)
        {
            if (halted is not null and not RiskCode.NoAccount)
                return new Denial(halted, "entries are halted");
            if (OfPrice(market, limits, now) is { } stale)
                return stale;
            if (halted is not null)
                return new Denial(halted, "the account is not known yet");
        }
        return OfVenueRules(order, limits);
    }

    /// <summary>The checks against what all symbols share; null when all pass.</summary>
    public static Denial? OfAccount(in OrderProposal order, in AccountView account, RiskLimits limits)
    {
        if (order.IsReduction)
            return null;
        return OfState(account) ?? OfVenueRules(order, limits) ?? OfCash(order.Value, account, limits) ?? OfSize(order.Value, account, limits)
            ?? OfExposure(order.Value, account, limits)
            ?? OfHoldings(account, limits) ?? PaceChecks.Of(account, limits);
    }

    /// <summary>The checks of what an amended buy spends more; null when all pass.</summary>
    /// <param name="whole">The order as it would be.</param>
    /// <param name="extra">What it would spend more, without fee.</param>
    public static Denial? OfAddition(in OrderProposal whole, Money extra, in AccountView account, RiskLimits limits) =>
        OfState(account) ?? OfVenueRules(whole, limits) ?? OfCash(extra, account, limits) ?? OfSize(whole.Value, account, limits)
        ?? OfExposure(extra, account, limits);

    /// <summary>Whether entries are open at all: the checks that come before an entry has a size.</summary>
    public static Denial? OfState(in AccountView account)
    {
        if (account.KillSwitch)
            return new Denial(RiskCode.KillSwitch, "the kill switch is on");
        if (account.State != TradingState.Active)
            return new Denial(account.State == TradingState.Halted ? RiskCode.Halted : RiskCode.Reducing, "the operator allows no entries");
        if (account.IsCashUnexplained)
            return new Denial(RiskCode.Reducing, "the exchange's cash is not explained");
        if (account.IsStopping)
            return new Denial(RiskCode.Stopping, "the system is stopping");
        if (account.IsUnvalued)
            return new Denial(RiskCode.NoPrice, "something is held whose price is not known yet");
        if (!account.IsOpen)
            return new Denial(RiskCode.NoAccount, "the account is not known yet");
        return account.IsForeignSymbol ? new Denial(RiskCode.NoInstrument, "the account does not know the symbol") : null;
    }

    private static Denial? OfCash(Money value, in AccountView account, RiskLimits limits)
    {
        Money cost = value + value.FeeDown(limits.Fee);
        return cost > account.FreeCash ? new Denial(RiskCode.Cash, $"needs {cost} KRW with fee, {account.FreeCash} is free") : null;
    }

    private static Denial? OfSize(Money value, in AccountView account, RiskLimits limits) =>
        value > account.ReferenceEquity.PercentDown(limits.MaxOrderPercent)
            ? new Denial(RiskCode.OrderSize, $"{value} KRW is more than {limits.MaxOrderPercent} % of {account.ReferenceEquity}")
            : null;

    private static Denial? OfExposure(Money value, in AccountView account, RiskLimits limits)
    {
        Money symbolMost = account.ReferenceEquity.PercentDown(limits.MaxSymbolExposurePercent);
        if (account.SymbolExposure + value > symbolMost)
            return new Denial(RiskCode.SymbolExposure, $"the symbol's exposure {account.SymbolExposure} + {value} KRW is more than {symbolMost}");
        Money most = account.ReferenceEquity.PercentDown(limits.MaxTotalExposurePercent);
        return account.Exposure + value > most
            ? new Denial(RiskCode.TotalExposure, $"exposure {account.Exposure} + {value} KRW is more than {most}")
            : null;
    }

    private static Denial? OfHoldings(in AccountView account, RiskLimits limits)
    {
        if (limits.MaxPositions > 0 && !account.IsAddition && account.Positions >= limits.MaxPositions)
            return new Denial(RiskCode.Positions, $"{account.Positions} positions of {limits.MaxPositions} allowed");
        bool duplicate = limits.SecondEntry switch
        {
            SecondEntry.Never => account.HoldsSymbol,
            SecondEntry.OtherStrategy => account.HoldsAsStrategy,
            SecondEntry.SameStrategy => account.HoldsAsOther,
            _ => false,
        };
        return duplicate ? new Denial(RiskCode.DuplicateEntry, "the symbol is held or being bought already") : null;
    }

    private static Denial? OfPrice(in MarketView market, RiskLimits limits, Timestamp now)
    {
        if (!market.LastPrice.IsSet)
            return new Denial(RiskCode.NoPrice, "no price seen yet");
        TimeSpan age = now - market.LastPriceAt;
        return age > limits.MaxPriceAge
            ? new Denial(RiskCode.StalePrice, $"last price is {age.TotalSeconds:F0} s old, {limits.MaxPriceAge.TotalSeconds:F0} s allowed")
            : null;
    }

    private static Denial? OfVenueRules(in OrderProposal order, RiskLimits limits)
    {
        if (order.LimitPrice.IsSet && !TickTable.IsOnTick(order.LimitPrice))
            return new Denial(RiskCode.OffTick, $"{order.LimitPrice} is no multiple of {TickTable.StepAt(order.LimitPrice)}");
        if (limits.LotStep.Units > 1 && order.Quantity.Units % limits.LotStep.Units != 0)
            return new Denial(RiskCode.OffLot, $"{order.Quantity} is no multiple of {limits.LotStep}");
        if (order.Value < limits.MinOrder)
            return new Denial(RiskCode.UnderMinimum, $"{order.Value} KRW is below {limits.MinOrder}");
        return order.Value > limits.MaxOrder
            ? new Denial(RiskCode.OverMaximum, $"{order.Value} KRW is above {limits.MaxOrder}")
            : null;
    }
}

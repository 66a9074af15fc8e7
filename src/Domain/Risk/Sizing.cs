using CoinPilot.Values;

namespace CoinPilot.Risk;

/// <summary>What the size of an entry is taken from, besides the account.</summary>
/// <param name="Price">The symbol's last price.</param>
/// <param name="AverageRange">The average true range of its bars; none while it is not known.</param>
/// <param name="Record">How the strategy has traded so far, over all symbols.</param>
/// <param name="Share">The share of the full size that the strategy wants; above 0, at most 1, to four places.</param>
public readonly record struct SizeBasis(Price Price, Price AverageRange, TradeRecord Record, decimal Share)
{
    /// <summary>The full size, whatever the market.</summary>
    public static SizeBasis Full => new(Price.None, Price.None, default, 1m);

    /// <summary>The percentage of reference equity that the strategy wants in place of the full size; 0 for the full size.</summary>
    public decimal EquityPercent { get; init; }

    /// <summary>What the strategy wants to spend in place of the full size; zero for the full size.</summary>
    public Money Funds { get; init; }

    /// <summary>True where the strategy says itself how much it wants.</summary>
    public bool IsOwn => EquityPercent > 0 || !Funds.IsZero;
}

/// <summary>How much an entry spends, in whole won.</summary>
public static class Sizing
{
    /// <summary>
    /// The size that the strategy names, at most the full one, or by <see cref="RiskLimits.Sizing"/>; capped by Kelly, cut to the cash (with its fee) and the exposure that are free. What would be
    /// cut below <see cref="RiskLimits.LeastOrderPercent"/> of its size keeps it, for the checks to deny. <paramref name="denial"/> says why there is no size.
    /// </summary>
    public static Money EntryFunds(in AccountView account, in SizeBasis basis, RiskLimits limits, out Denial? denial)
    {
        Money share = account.ReferenceEquity.PercentDown(limits.MaxOrderPercent);
        denial = !basis.IsOwn && limits.Sizing != SizingMethod.Share && !(basis.AverageRange.IsSet && basis.Price.IsSet)
            ? new Denial(RiskCode.NoRange, $"the average range of {limits.RangeBars} bars is not known yet")
            : null;
        if (denial is not null)
            return Money.Zero;
        Money size = Money.Min(share, basis.IsOwn ? Own(account.ReferenceEquity, basis) : limits.Sizing switch
        {
            SizingMethod.Volatility => Scaled(share, basis, limits),
            SizingMethod.Unit => Unit(account.ReferenceEquity, basis, limits),
            _ => share,
        });
        size = Money.Min(size, KellyCap(account.ReferenceEquity, basis.Record, limits, out denial));
        return WholeWon(FitIn(WholeWon(size.PercentDown(100m * basis.Share)), account, limits));
    }

    private static Money Own(Money equity, in SizeBasis basis) => basis.Funds.IsZero ? equity.PercentDown(basis.EquityPercent) : basis.Funds;

    // share x target range / range.
    private static Money Scaled(Money share, in SizeBasis basis, RiskLimits limits)
    {
        Int128 target = Fixed.MultiplyDivideDown(basis.Price.Units, Hundredths(limits.TargetRangePercent), 10_000);
        return new Money(Fixed.MultiplyDivideDown(share.Units, target, basis.AverageRange.Units));
    }

    // Curtis Faith, Way of the Turtle: unit = 1 % of equity / N, here in money: times the price.
    private static Money Unit(Money equity, in SizeBasis basis, RiskLimits limits) =>
        new(Fixed.MultiplyDivideDown(equity.PercentDown(limits.UnitRiskPercent).Units, basis.Price.Units, basis.AverageRange.Units));

    // J. L. Kelly, 1956: f = p - (1 - p) / b with p the share of wins and b the average win over the average loss; that is wins x (won - lost) / (trades x won).
    private static Money KellyCap(Money equity, in TradeRecord record, RiskLimits limits, out Denial? denial)
    {
        denial = null;
        int trades = record.Wins + record.Losses;
        if (limits.KellyPercent == 0 || trades == 0 || trades < limits.KellyTrades)
            return equity;
        if (record.Won <= record.Lost)
        {
            denial = new Denial(RiskCode.NoEdge, $"{trades} trades won {record.Won} KRW and lost {record.Lost}");
            return Money.Zero;
        }
        return new Money(Fixed.MultiplyDivideDown(
            equity.PercentDown(limits.KellyPercent).Units, (record.Won - record.Lost).Units * record.Wins, record.Won.Units * trades));
    }

    private static Money FitIn(Money size, in AccountView account, RiskLimits limits)
    {
        Money cash = new(Fixed.MultiplyDivideDown(account.FreeCash.Units, 1_000_000, 1_000_000 + limits.Fee.PartsPerMillion));
        Money symbol = account.ReferenceEquity.PercentDown(limits.MaxSymbolExposurePercent) - account.SymbolExposure;
        Money total = account.ReferenceEquity.PercentDown(limits.MaxTotalExposurePercent) - account.Exposure;
        Money room = WholeWon(Money.Min(cash, Money.Min(symbol, total)));
        Money least = Money.Max(size.PercentDown(limits.LeastOrderPercent), limits.MinOrder);
        return room >= size || room < least ? size : room;
    }

    private static Int128 Hundredths(decimal percent) => (Int128)decimal.Truncate(percent * 100m);

    private static Money WholeWon(Money money) => new(money.Units - money.Units % Fixed.One);
}

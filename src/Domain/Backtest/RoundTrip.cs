using CoinPilot.Values;

namespace CoinPilot.Backtest;

/// <summary>
/// One trade of a strategy in a symbol, from holding nothing to holding nothing again. What is bought meanwhile adds to it, what is sold of it is
/// a partial exit; each price is the average over all that was bought or sold. One that is still open counts what it holds at its last price.
/// </summary>
/// <param name="EntryTime">The venue's time of the first purchase.</param>
/// <param name="ExitTime">The venue's time of the last sale; none while it is open.</param>
/// <param name="Quantity">All that was bought.</param>
/// <param name="Held">What is left of it; zero once it has ended.</param>
/// <param name="Bought">What that cost, without fees.</param>
/// <param name="Sold">What sales brought in, before fees.</param>
/// <param name="OpenValue">What is left at the last price; zero once it has ended.</param>
/// <param name="Slippage">What its fills cost more than at the prices at which their orders were decided: positive is worse than decided.</param>
/// <param name="EntryReason">Why its first order was wanted.</param>
/// <param name="ExitReason">Why its last sale was wanted; empty while nothing was sold.</param>
/// <param name="Orders">Its orders that traded, in the order of their first fills.</param>
public sealed record RoundTrip(
    Symbol Symbol, string Strategy, Timestamp EntryTime, Timestamp ExitTime, Quantity Quantity, Quantity Held, Money Bought, Money Sold,
    Money OpenValue, Money Fees, Money Slippage, string EntryReason, string ExitReason, ValueList<TradeOrder> Orders)
{
    public bool IsOpen => !Held.IsZero;

    /// <summary>The average price of what was bought, cut to 1e-8.</summary>
    public Price EntryPrice => Average(Bought, Quantity);

    /// <summary>The average price of what was sold, cut to 1e-8; none before the first sale.</summary>
    public Price ExitPrice => Held == Quantity ? Price.None : Average(Sold, Quantity - Held);

    /// <summary>Profit before fees.</summary>
    public Money Gross => Sold + OpenValue - Bought;

    /// <summary>Profit after fees.</summary>
    public Money Net => Gross - Fees;

    /// <summary>Net profit as a fraction of all that was bought.</summary>
    public double Return => Net.ToDouble() / Bought.ToDouble();

    /// <summary>The rule that ended it: <see cref="ExitReason"/> without its figures, or <see cref="ReasonPattern.StillOpen"/>.</summary>
    public string ExitRule => IsOpen ? ReasonPattern.StillOpen : ReasonPattern.Of(ExitReason);

    /// <summary>When it ended, or <paramref name="now"/> while it is open.</summary>
    public Timestamp EndAt(Timestamp now) => IsOpen ? now : ExitTime;

    internal static Price Average(Money funds, Quantity quantity) =>
        new((long)Fixed.MultiplyDivideDown(funds.Units, Fixed.One, quantity.Units));
}

using CoinPilot.Values;

namespace CoinPilot.Risk;

/// <summary>How much an entry spends.</summary>
public static class Sizing
{
    /// <summary>The standard size: <see cref="RiskLimits.MaxOrderPercent"/> of reference equity, in whole won.</summary>
    /// <param name="account">What all symbols share.</param>
    /// <param name="limits">The percentage of an entry.</param>
    /// <param name="share">Of the standard size; above 0, at most 1, to four places.</param>
    public static Money EntryFunds(in AccountView account, RiskLimits limits, decimal share = 1m)
    {
        Int128 units = account.ReferenceEquity.PercentDown(limits.MaxOrderPercent).PercentDown(100m * share).Units;
        return new Money(units - units % Fixed.One);
    }
}

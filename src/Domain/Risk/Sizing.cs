using CoinPilot.Values;

namespace CoinPilot.Risk;

/// <summary>How much an entry spends.</summary>
public static class Sizing
{
    /// <summary>The standard size: <see cref="RiskLimits.MaxOrderPercent"/> of reference equity, in whole won.</summary>
    public static Money EntryFunds(in AccountView account, RiskLimits limits)
    {
        Int128 units = account.ReferenceEquity.PercentDown(limits.MaxOrderPercent).Units;
        return new Money(units - units % Fixed.One);
    }
}

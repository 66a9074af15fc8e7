namespace CoinPilot.Risk;

/// <summary>What the size of an entry follows. None exceeds <see cref="RiskLimits.MaxOrderPercent"/>.</summary>
public enum SizingMethod : byte
{
    /// <summary>The full share of reference equity.</summary>
    Share = 0,

    /// <summary>The full share in calm markets; above the target range, the less the wider the bars.</summary>
    Volatility = 1,

    /// <summary>Turtle units: a move of one average range costs the same share of equity in every symbol.</summary>
    Unit = 2,
}

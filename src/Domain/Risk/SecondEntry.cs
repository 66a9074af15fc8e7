namespace CoinPilot.Risk;

/// <summary>Whether a symbol may be bought while something of it is held or being bought.</summary>
public enum SecondEntry : byte
{
    /// <summary>As often as exposure allows.</summary>
    Always = 0,

    /// <summary>By a strategy that does not hold it yet.</summary>
    OtherStrategy = 1,

    /// <summary>By nobody.</summary>
    Never = 2,

    /// <summary>By the strategy that alone holds it or is buying it: it may add to its own position, as a turtle or a grid does.</summary>
    SameStrategy = 3,
}

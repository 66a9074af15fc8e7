using CoinPilot.Values;

namespace CoinPilot.Risk;

/// <summary>Which checks an order had to pass.</summary>
public enum RiskScope : byte
{
    /// <summary>What only shrinks a position: the venue's own rules (tick, lot, minimum, maximum).</summary>
    Reduction = 1,

    /// <summary>Every check, in the order of <see cref="RiskCode"/>.</summary>
    Entry = 2,

    /// <summary>Every check, for an entry that waits for its trigger; it has to pass them again when it fires.</summary>
    WaitingEntry = 3,
}

/// <summary>The risk decision that allowed an order.</summary>
/// <param name="LimitsVersion">How often the limits had been changed through the journal; 0 for those that the process was started with.</param>
/// <param name="Figures">What each check found that holds a figure against a limit. One that is switched off, or had nothing to compare, has none.</param>
public sealed record RiskPermission(RiskScope Scope, int LimitsVersion, ValueList<RiskFigure> Figures)
{
    public override string ToString() =>
        $"allowed by risk as {(Scope == RiskScope.Reduction ? "a reduction" : Scope == RiskScope.Entry ? "an entry" : "an entry that waits")}"
        + $", limits version {LimitsVersion}{(Figures.Count > 0 ? ": " : "")}{string.Join(", ", Figures)}";
}

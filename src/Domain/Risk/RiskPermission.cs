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

    /// <summary>What an amended buy spends more: state, the venue's rules, cash, size and exposure. It is no entry of its own.</summary>
    Addition = 4,
}

/// <summary>The risk decision that allowed an order.</summary>
/// <param name="LimitsVersion">How often the limits had been changed through the journal; 0 for those that the process was started with.</param>
/// <param name="Figures">What each check found that holds a figure against a limit. One that is switched off, or had nothing to compare, has none.</param>
public sealed record RiskPermission(RiskScope Scope, int LimitsVersion, ValueList<RiskFigure> Figures)
{
    public override string ToString() =>
        $"allowed by risk as {Name}, limits version {LimitsVersion}{(Figures.Count > 0 ? ": " : "")}{string.Join(", ", Figures)}";

    private string Name => Scope switch
    {
        RiskScope.Reduction => "a reduction",
        RiskScope.Entry => "an entry",
        RiskScope.WaitingEntry => "an entry that waits",
        _ => "an addition",
    };
}

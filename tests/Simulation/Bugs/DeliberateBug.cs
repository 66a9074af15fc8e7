using CoinPilot.Actors.Contract;
using CoinPilot.Risk;
using CoinPilot.Simulation.Journal;
using CoinPilot.Simulation.World;

namespace CoinPilot.Simulation.Bugs;

/// <summary>A fault in the system itself, put in on purpose to show that the simulation finds it.</summary>
internal class DeliberateBug(string name, string summary, int seeds)
{
    public static DeliberateBug None { get; } = new("none", "the system as it is", 0);

    public string Name => name;

    public string Summary => summary;

    /// <summary>Within how many seeds, from 1 on, it must be found.</summary>
    public int Seeds => seeds;

    public JournalSettings Journal { get; init; } = new();

    /// <summary>The limits that the portfolio keeps to, where they are not those that it is held to.</summary>
    public RiskLimits PortfolioLimits { get; init; } = Scenario.Limits;

    /// <summary>The kind of fault that half of the faults are, for a bug that seldom shows.</summary>
    public FaultKind? Favours { get; init; }

    public bool SkipsSequenceCheck { get; init; }

    public bool SkipsClaims { get; init; }

    /// <summary>Whether cash is compared with the exchange's while orders may be filling.</summary>
    public bool ComparesCashAnyTime { get; init; }

    /// <summary>The actor to run in place of one of that role: portfolio, symbol, position, risk.</summary>
    public virtual IActor Wrap(string role, IActor actor) => actor;
}

using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Run;

/// <summary>What <c>coinpilot run</c> was asked to do.</summary>
/// <param name="Exchange">The exchange to trade on; null starts a local one in this process.</param>
/// <param name="Speed">How much faster than real the local exchange's synthetic market runs.</param>
/// <param name="Seed">The synthetic market's seed.</param>
/// <param name="Port">The dashboard's port on loopback; 0 takes any free one.</param>
internal sealed record RunSettings(
    string DataFolder, Uri? Exchange, IReadOnlyList<Symbol> Symbols, IReadOnlyList<StrategyChoice> Strategies,
    RiskLimits Limits, double Speed, ulong Seed, Money Cash, int Port, string? KeyFile)
{
    /// <summary>Whose protocol the exchange speaks.</summary>
    public string VenueName { get; init; } = "upbit";

    /// <summary>Real market data, play money: orders go to a matching core of ours.</summary>
    public bool IsPaper { get; init; }

    /// <summary>Where to record the market data that is traded on; null for nowhere.</summary>
    public string? RecordTo { get; init; }

    /// <summary>File with the connection string of the journal's database; null for the environment's, or files.</summary>
    public string? DatabaseFile { get; init; }

    /// <summary>Wait while another process has the journal, and take over when it is gone.</summary>
    public bool Standby { get; init; }

    /// <summary>How long exits and cancels go on while the database is away; null for the journal's own.</summary>
    public TimeSpan? OutageLimit { get; init; }
}

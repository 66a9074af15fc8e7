using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Run;

/// <summary>What <c>coinpilot run</c> was asked to do.</summary>
/// <param name="Exchange">The exchange to trade on; null starts a local one in this process.</param>
/// <param name="DatabaseFile">File with the connection string of the journal's database; null for the environment's, or files.</param>
/// <param name="OutageLimit">How long exits and cancels go on while the database is away; null for the journal's own.</param>
/// <param name="Standby">Wait while another process has the journal, and take over when it is gone.</param>
/// <param name="Speed">How much faster than real the local exchange's synthetic market runs.</param>
/// <param name="Seed">The synthetic market's seed.</param>
/// <param name="Port">The dashboard's port on loopback; 0 takes any free one.</param>
internal sealed record RunSettings(
    string DataFolder, Uri? Exchange, IReadOnlyList<Symbol> Symbols, IReadOnlyList<StrategyChoice> Strategies,
    RiskLimits Limits, double Speed, ulong Seed, Money Cash, int Port, string? KeyFile,
    string? DatabaseFile = null, bool Standby = false, TimeSpan? OutageLimit = null);

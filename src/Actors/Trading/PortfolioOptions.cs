using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>How the portfolio actor behaves. <paramref name="ReportInterval"/>: how often it journals what it believes; null for never.</summary>
public sealed record PortfolioOptions(RiskLimits Limits, TimeSpan? ReportInterval)
{
    /// <summary>
    /// The symbols that trade on the account. Entries are denied until each has told its totals, or cash and exposure would lack theirs;
    /// empty where none can have a past, as in a backtest.
    /// </summary>
    public IReadOnlyList<Symbol> Symbols { get; init; } = [];

    /// <summary>
    /// How long entries are denied after a restart. What was granted before is not journaled and may still become an order elsewhere: longer
    /// than a grant may wait to be used and be told of. Null where all symbols end with the portfolio, in one process.
    /// </summary>
    public TimeSpan? RestartPause { get; init; }
}

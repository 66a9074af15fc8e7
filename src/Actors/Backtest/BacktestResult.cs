using CoinPilot.Backtest;
using CoinPilot.Values;

namespace CoinPilot.Actors.Backtest;

/// <summary>How a backtest ended. Equity is cash plus holdings at their last mark.</summary>
/// <param name="ResultHash">SHA-256 over the ordered orders and fills in their journal encoding, lower-case hex.</param>
/// <param name="Denied">Orders that risk denied.</param>
/// <param name="MaxDrawdownPercent">Measured at every closed candle while something is held.</param>
public sealed record BacktestResult(
    string ResultHash, long Candles, long Orders, long Fills, long Rejected, long Denied,
    Money Fees, Money FinalCash, Money FinalEquity, double ReturnPercent, double MaxDrawdownPercent,
    Timestamp From, Timestamp To)
{
    /// <summary>What each strategy did on each of its symbols, in the order in which they were added.</summary>
    public required ValueList<BacktestLine> Lines { get; init; }

    /// <summary>Every trade, in the order in which they were opened, with those that are still open at the end.</summary>
    public required ValueList<RoundTrip> Trades { get; init; }

    /// <summary>The account over time, beside buying and holding the same symbols.</summary>
    public required EquityCurve Equity { get; init; }

    /// <summary>What trades and equity come to.</summary>
    public required BacktestStatistics Statistics { get; init; }
}

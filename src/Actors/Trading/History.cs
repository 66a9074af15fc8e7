using CoinPilot.Risk;
using CoinPilot.Strategies;

namespace CoinPilot.Actors.Trading;

/// <summary>What a symbol's actors have to see of the past before they trade, live and in a backtest.</summary>
public static class History
{
    /// <summary>How many one-minute candles before the first live one the symbol's market is sent, as <see cref="WarmUp"/>; 0 for none.</summary>
    public static int CandlesFor(IEnumerable<StrategyChoice> strategies, RiskLimits limits)
    {
        int candles = strategies.Select(choice => choice.Create().WarmUpMinutes).DefaultIfEmpty(0).Max();
        return limits.Sizing == SizingMethod.Share ? candles : Math.Max(candles, (int)limits.RangeBar.TotalMinutes * (limits.RangeBars + 1));
    }
}

using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Portfolio;

/// <summary>Finds the trades that ended in a symbol's totals, by comparing absolute figures, so that repeated and lost totals count nothing twice.</summary>
public static class TradeResults
{
    /// <summary>As <see cref="Of"/>, for several symbols, one after the other.</summary>
    public static IReadOnlyList<IPortfolioEvent> OfAll(
        AccountState state, IEnumerable<(Symbol Symbol, ValueList<VirtualPosition> Positions)> symbols, RiskLimits limits, Timestamp marketTime)
    {
        List<IPortfolioEvent> all = [];
        foreach ((Symbol symbol, ValueList<VirtualPosition> positions) in symbols)
        {
            IReadOnlyList<IPortfolioEvent> ended = Of(state, symbol, positions, limits, marketTime);
            state = state.Apply(ended);
            all.AddRange(ended);
        }
        return all;
    }

    /// <summary>The trades that ended, and the pause that losses in a row lead to; empty when none did.</summary>
    public static IReadOnlyList<IPortfolioEvent> Of(
        AccountState state, Symbol symbol, ValueList<VirtualPosition> positions, RiskLimits limits, Timestamp marketTime)
    {
        List<IPortfolioEvent>? ended = null;
        foreach (VirtualPosition position in positions)
        {
            Money net = position.RealisedProfit - position.Fees;
            StrategyRecord? record = state.FindRecord(symbol, position.Strategy);
            if (!Holder.IsStrategy(position.Strategy) || !position.Quantity.IsZero || net == (record?.NetProfit ?? Money.Zero))
                continue;
            // What was entered before entries were journaled tells nothing of one trade.
            Money result = record is null ? Money.Zero : net - record.NetProfit;
            (ended ??= []).Add(new TradeEnded(symbol, position.Strategy, result, net, marketTime));
        }
        if (ended is null)
            return [];
        int losses = state.Apply(ended).Pace.LossesInARow;
        if (limits.LossesInARow > 0 && losses >= limits.LossesInARow)
            ended.Add(new EntriesPaused(marketTime + limits.LossPause, $"{losses} losses in a row"));
        return ended;
    }
}

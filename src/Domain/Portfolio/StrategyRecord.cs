using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Portfolio;

/// <summary>How a strategy has done in a symbol. <paramref name="NetProfit"/> is its total when it was last flat.</summary>
public sealed record StrategyRecord(Symbol Symbol, string Strategy, Money NetProfit, TradeRecord Trades)
{
    public bool IsOf(Symbol symbol, string strategy) => Symbol == symbol && Strategy == strategy;

    public StrategyRecord With(TradeEnded e) => this with { NetProfit = e.NetProfit, Trades = Trades.With(e.Result) };
}

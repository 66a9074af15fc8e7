using CoinPilot.Values;

namespace CoinPilot.Actors.Backtest;

/// <summary>What one strategy did on one symbol in a backtest.</summary>
/// <param name="Strategy">By the name that its orders bear.</param>
/// <param name="Denied">Orders that risk denied.</param>
/// <param name="RealisedProfit">Before fees.</param>
/// <param name="UnrealisedProfit">Of what it holds at the end, at the symbol's last mark, before fees.</param>
/// <param name="Held">At the end.</param>
public sealed record BacktestLine(
    Symbol Symbol, string Strategy, long Orders, long Fills, long Denied, Money Fees, Money RealisedProfit, Money UnrealisedProfit, Quantity Held)
{
    /// <summary>Realised and unrealised profit less fees.</summary>
    public Money Profit => RealisedProfit + UnrealisedProfit - Fees;
}

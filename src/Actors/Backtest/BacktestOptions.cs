using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Backtest;

/// <summary>A backtest's account and rules. Defaults are conservative: market orders pay one tick against the last trade.</summary>
/// <param name="Cash">KRW at the start.</param>
public sealed record BacktestOptions(Money Cash, IReadOnlyList<StrategyChoice> Strategies, RiskLimits Limits)
{
    /// <summary>Told of every order as it is decided, in order, on the thread that runs the session.</summary>
    public Action<OrderIntended>? OnOrder { get; init; }
}

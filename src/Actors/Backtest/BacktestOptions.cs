using CoinPilot.Actors.Contract;
using CoinPilot.Matching;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Backtest;

/// <summary>A backtest's account and rules. Defaults are conservative.</summary>
/// <param name="Cash">KRW at the start.</param>
public sealed record BacktestOptions(Money Cash, IReadOnlyList<StrategyChoice> Strategies, RiskLimits Limits)
{
    /// <summary>How the venue treats orders.</summary>
    public ExecutionModels Models { get; init; } = ExecutionModels.Usual;

    /// <summary>
    /// The minute from which on is traded; null for from the start. Candles before it are history, as at a live start: strategies see as many as they
    /// ask for, nothing is traded on them, and no figure counts them.
    /// </summary>
    public Timestamp? TradeFrom { get; init; }

    /// <summary>How many candles of history a symbol's market is sent before <see cref="TradeFrom"/>; null for as many as at a live start.</summary>
    public int? HistoryCandles { get; init; }

    /// <summary>Told of every order as it is decided, in order, on the thread that runs the session.</summary>
    public Action<OrderIntended>? OnOrder { get; init; }

    /// <summary>Where the run is journaled, for who wants to read it afterwards; null for a journal that nobody sees.</summary>
    public IJournal? Journal { get; init; }
}

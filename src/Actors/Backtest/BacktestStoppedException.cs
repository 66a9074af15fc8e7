namespace CoinPilot.Actors.Backtest;

/// <summary>An actor failed in a backtest, which so has no result; the message names the virtual time, the actor and the cause.</summary>
public sealed class BacktestStoppedException(string message, Exception cause) : Exception(message, cause);

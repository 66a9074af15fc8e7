using CoinPilot.Values;

namespace CoinPilot.Backtest;

/// <summary>The account at one moment, at the last prices.</summary>
/// <param name="Equity">Cash and holdings.</param>
/// <param name="Invested">The holdings alone.</param>
/// <param name="Benchmark">What <see cref="HoldBenchmark"/> is worth.</param>
public readonly record struct EquityPoint(Timestamp Time, Money Equity, Money Invested, Money Benchmark);

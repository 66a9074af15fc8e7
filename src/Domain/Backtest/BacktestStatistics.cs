using CoinPilot.Values;

namespace CoinPilot.Backtest;

/// <summary>A backtest in figures; their definitions stand in docs/statistics.md.</summary>
/// <param name="Exposure">The share of the time in which anything was held, 0 to 1.</param>
/// <param name="Turnover">Half of all that was bought and sold, by the mean of sampled equity: how often the account was turned over.</param>
/// <param name="BenchmarkReturn">Of <see cref="HoldBenchmark"/>, as a fraction.</param>
public sealed record BacktestStatistics(
    ReturnStatistics Returns, TradeStatistics Trades, double Exposure, double Turnover, double BenchmarkReturn, Money FinalEquity)
{
    /// <summary>The names that <see cref="Of(string)"/> knows; they never change.</summary>
    public static IReadOnlyList<string> Metrics { get; } = [.. Metric.All.Select(m => m.Name)];

    /// <summary>Return less the benchmark's.</summary>
    public double ExcessReturn => Returns.Return - BenchmarkReturn;

    public static BacktestStatistics Of(IReadOnlyCollection<RoundTrip> trades, EquityCurve curve)
    {
        TradeStatistics traded = TradeStatistics.Of(trades);
        double mean = curve.Points.Average(p => p.Equity.ToDouble());
        return new BacktestStatistics(
            ReturnStatistics.Of(curve), traded, MarketTime.ShareOf(trades, curve.Start.Time, curve.End.Time), traded.Traded.ToDouble() / 2 / mean,
            curve.End.Benchmark.ToDouble() / curve.Start.Benchmark.ToDouble() - 1, curve.End.Equity);
    }

    /// <summary>The figure of that name: fractions, money in KRW, days of 24 hours; NaN where undefined. Throws <see cref="ArgumentException"/> for no such name.</summary>
    public double Of(string metric) => Metric.Find(metric) is { } found
        ? found.ValueOf(this)
        : throw new ArgumentException($"there is no metric '{metric}'; there are: {string.Join(", ", Metrics)}", nameof(metric));
}

using CoinPilot.Values;

namespace CoinPilot.Backtest;

/// <summary>What a metric counts in.</summary>
public enum MetricUnit : byte { Fraction = 0, Factor = 1, Money = 2, Count = 3, Days = 4 }

/// <summary>A figure of <see cref="BacktestStatistics"/> that can be asked for by name.</summary>
/// <param name="Name">Stable.</param>
/// <param name="Title">As a report shows it.</param>
public sealed record Metric(string Name, string Title, MetricUnit Unit)
{
    private static readonly Dictionary<string, Metric> ByName = [];

    /// <summary>Every metric, in the order in which reports show them.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        Of("return", "Return", MetricUnit.Fraction, s => s.Returns.Return),
        Of("cagr", "CAGR", MetricUnit.Fraction, s => s.Returns.Cagr),
        Of("volatility", "Volatility", MetricUnit.Fraction, s => s.Returns.Volatility),
        Of("sharpe", "Sharpe", MetricUnit.Factor, s => s.Returns.Sharpe),
        Of("sortino", "Sortino", MetricUnit.Factor, s => s.Returns.Sortino),
        Of("calmar", "Calmar", MetricUnit.Factor, s => s.Returns.Calmar),
        Of("max_drawdown", "Maximum drawdown", MetricUnit.Fraction, s => s.Returns.MaxDrawdown),
        Of("max_drawdown_days", "Its length", MetricUnit.Days, s => s.Returns.MaxDrawdownDays),
        Of("exposure", "Exposure", MetricUnit.Fraction, s => s.Exposure),
        Of("turnover", "Turnover", MetricUnit.Factor, s => s.Turnover),
        Of("trades", "Trades", MetricUnit.Count, s => s.Trades.Trades),
        Of("win_rate", "Win rate", MetricUnit.Fraction, s => s.Trades.WinRate),
        Of("profit_factor", "Profit factor", MetricUnit.Factor, s => s.Trades.ProfitFactor),
        OfMoney("expectancy", "Expectancy", s => s.Trades.Expectancy),
        OfMoney("average_win", "Average win", s => s.Trades.AverageWin),
        OfMoney("average_loss", "Average loss", s => s.Trades.AverageLoss),
        Of("longest_win_streak", "Longest winning streak", MetricUnit.Count, s => s.Trades.LongestWinStreak),
        Of("longest_loss_streak", "Longest losing streak", MetricUnit.Count, s => s.Trades.LongestLossStreak),
        OfMoney("fees", "Fees", s => s.Trades.Fees),
        OfMoney("slippage", "Slippage", s => s.Trades.Slippage),
        Of("benchmark_return", "Buy and hold", MetricUnit.Fraction, s => s.BenchmarkReturn),
        Of("excess_return", "Against buy and hold", MetricUnit.Fraction, s => s.ExcessReturn),
        OfMoney("final_equity", "Final equity", s => s.FinalEquity),
    ];

    private Func<BacktestStatistics, double> Value { get; init; } = _ => double.NaN;

    private Func<BacktestStatistics, Money?>? Exact { get; init; }

    /// <summary>The metric of that name, or null.</summary>
    public static Metric? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>NaN where undefined.</summary>
    public double ValueOf(BacktestStatistics statistics) => Value(statistics);

    /// <summary>The exact amount; null where undefined or no money.</summary>
    public Money? AmountOf(BacktestStatistics statistics) => Exact?.Invoke(statistics);

    private static Metric Of(string name, string title, MetricUnit unit, Func<BacktestStatistics, double> value) =>
        ByName[name] = new Metric(name, title, unit) { Value = value };

    private static Metric OfMoney(string name, string title, Func<BacktestStatistics, Money?> exact) =>
        ByName[name] = new Metric(name, title, MetricUnit.Money) { Value = s => exact(s)?.ToDouble() ?? double.NaN, Exact = exact };
}

using CoinPilot.Actors.Backtest;
using CoinPilot.Backtest;
using CoinPilot.Runs;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests.Runs;

/// <summary>A result's statistics and counts, as a run's record keeps them; what they mean stands in docs/statistics.md.</summary>
internal static class RunFigures
{
    public const string Return = "return";

    public static ValueList<RunFigure> Of(BacktestResult result) => ValueList<RunFigure>.Of(
    [
        .. BacktestStatistics.Metrics.Select(name => new RunFigure(name, result.Statistics.Of(name))),
        new RunFigure("candles", result.Candles), new RunFigure("orders", result.Orders), new RunFigure("fills", result.Fills),
        new RunFigure("rejected", result.Rejected), new RunFigure("denied", result.Denied),
    ]);
}

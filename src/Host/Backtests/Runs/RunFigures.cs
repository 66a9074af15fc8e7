using CoinPilot.Actors.Backtest;
using CoinPilot.Runs;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests.Runs;

/// <summary>A result's key figures, as a run's record keeps them. Ratios are fractions.</summary>
internal static class RunFigures
{
    public const string Return = "return";

    public static ValueList<RunFigure> Of(BacktestResult result) => ValueList<RunFigure>.Of(
    [
        new RunFigure(Return, result.ReturnPercent / 100), new RunFigure("max_drawdown", result.MaxDrawdownPercent / 100),
        new RunFigure("final_equity", result.FinalEquity.ToDouble()), new RunFigure("fees", result.Fees.ToDouble()),
        new RunFigure("candles", result.Candles), new RunFigure("orders", result.Orders), new RunFigure("fills", result.Fills),
        new RunFigure("rejected", result.Rejected), new RunFigure("denied", result.Denied),
    ]);
}

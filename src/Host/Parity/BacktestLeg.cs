using CoinPilot.Actors.Backtest;
using CoinPilot.Actors.InProcess;
using CoinPilot.App.Backtests;

namespace CoinPilot.App.Parity;

/// <summary>The backtest, as the verb of that name runs it, with a journal that is read afterwards.</summary>
internal static class BacktestLeg
{
    public static async Task<(LegResult Leg, BacktestResult Result)> RunAsync(ParityInput input, Action<double> onProgress, CancellationToken cancellation)
    {
        InMemoryJournal journal = new();
        BacktestOptions options = input.Options with { TradeFrom = input.From, Journal = journal };
        (BacktestResult result, double _) = await BacktestRun.RunAsync(input.Series, options, onProgress, cancellation);
        return (LegResult.Of("backtest", entity => journal.Read(entity), input), result);
    }
}

using System.Diagnostics;
using CoinPilot.Actors.Backtest;
using CoinPilot.Actors.Wire;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests;

/// <summary>Runs a backtest over one or more series: their tapes, played by a session.</summary>
internal static class BacktestRun
{
    /// <summary>
    /// The result and the seconds that it took. Runs on a thread of its own, and any number of them at once over the same candles.
    /// <paramref name="onProgress"/> is told the share done, 0 to 1, now and then, on that thread. Throws <see cref="BacktestStoppedException"/>
    /// where an actor fails, <see cref="ArgumentException"/> where no candle is left to trade on, <see cref="OperationCanceledException"/>.
    /// </summary>
    public static Task<(BacktestResult Result, double Seconds)> RunAsync(
        IReadOnlyList<CandleSeries> series, BacktestOptions options, Action<double>? onProgress = null, CancellationToken cancellation = default) =>
        Task.Run(() => Run(series, options, onProgress ?? (static _ => { }), cancellation), cancellation);

    private static async Task<(BacktestResult Result, double Seconds)> Run(
        IReadOnlyList<CandleSeries> series, BacktestOptions options, Action<double> onProgress, CancellationToken cancellation)
    {
        long began = Stopwatch.GetTimestamp();
        int[] firsts = [.. series.Select(s => options.TradeFrom is { } from ? FirstFrom(s.Candles, from) : 0)];
        if (series.Zip(firsts, (s, first) => s.Candles.Count - first).All(left => left == 0))
            throw new ArgumentException($"there is no candle from {options.TradeFrom} on", nameof(series));
        Timestamp start = options.TradeFrom ?? series.Min(s => s.Candles[0].OpenTime);
        await using BacktestSession session = new(options, new EventCodec(), start);
        for (int i = 0; i < series.Count; i++)
            session.AddSymbol(series[i].Symbol, TapeOf(series[i], firsts[i]), HistoryOf(series[i], firsts[i], options));
        session.Play(onProgress, cancellation);
        return (session.Result(), Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private static MinuteTape TapeOf(CandleSeries series, int first) => series.Trades is { } trades
        ? new TradeTape([.. series.Candles], trades, first)
        : new CandleTape(series.Candles, first);

    private static Candle[] HistoryOf(CandleSeries series, int first, BacktestOptions options)
    {
        int count = Math.Min(first, BacktestSession.HistoryOf(series.Symbol, options));
        return [.. Enumerable.Range(first - count, count).Select(i => series.Candles[i])];
    }

    private static int FirstFrom(IReadOnlyList<Candle> candles, Timestamp from)
    {
        int low = 0, high = candles.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (candles[middle].OpenTime < from)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}

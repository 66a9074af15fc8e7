using System.Diagnostics;
using CoinPilot.Actors.Backtest;
using CoinPilot.Actors.Wire;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests;

/// <summary>A symbol's candles as a backtest reads them.</summary>
internal sealed record CandleSeries(Symbol Symbol, IReadOnlyList<Candle> Candles)
{
    /// <summary>Where they were read; null for candles made otherwise.</summary>
    public CandleSource? Source { get; init; }
}

/// <summary>Runs a backtest over one or more series: merges them by minute and drives the session.</summary>
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
        long total = series.Zip(firsts, (s, first) => (long)(s.Candles.Count - first)).Sum();
        if (total == 0)
            throw new ArgumentException($"there is no candle from {options.TradeFrom} on", nameof(series));
        Timestamp start = options.TradeFrom ?? series.Min(s => s.Candles[0].OpenTime);
        await using BacktestSession session = new(options, new EventCodec(), start);
        Cursor[] cursors = [.. series.Select((s, i) => Start(session, s, firsts[i]))];
        SymbolCandle[] minute = new SymbolCandle[cursors.Length];
        long done = 0, told = 0;
        while (TakeMinute(cursors, minute) is > 0 and int count)
        {
            session.Close(minute.AsSpan(0, count));
            done += count;
            if (done - told < total / 100)
                continue;
            told = done;
            cancellation.ThrowIfCancellationRequested();
            onProgress((double)done / total);
        }
        return (session.Result(start), Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private static Cursor Start(BacktestSession session, CandleSeries series, int first)
    {
        int symbol = session.AddSymbol(series.Symbol);
        int history = Math.Min(first, session.HistoryOf(symbol));
        session.WarmUp(symbol, [.. Enumerable.Range(first - history, history).Select(i => series.Candles[i])]);
        return new Cursor(symbol, series.Candles, first);
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

    // The candles of the earliest minute that is left, in the order of the symbols.
    private static int TakeMinute(Cursor[] cursors, SymbolCandle[] minute)
    {
        long earliest = long.MaxValue;
        foreach (Cursor cursor in cursors)
            earliest = Math.Min(earliest, cursor.NextOpen);
        int count = 0;
        foreach (Cursor cursor in cursors)
        {
            if (earliest != long.MaxValue && cursor.NextOpen == earliest)
                minute[count++] = cursor.Take();
        }
        return count;
    }

    private sealed class Cursor(int symbol, IReadOnlyList<Candle> candles, int first)
    {
        private int _next = first;

        public long NextOpen => _next < candles.Count ? candles[_next].OpenTime.UnixMicros : long.MaxValue;

        public SymbolCandle Take() => new(symbol, candles[_next++]);
    }
}

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
    /// <summary>The result and the seconds that it took. <paramref name="onProgress"/> is told the share done, 0 to 1, now and then.</summary>
    public static async Task<(BacktestResult Result, double Seconds)> RunAsync(
        IReadOnlyList<CandleSeries> series, BacktestOptions options, Action<double> onProgress)
    {
        Timestamp start = series.Min(s => s.Candles[0].OpenTime);
        long total = series.Sum(s => (long)s.Candles.Count);
        long began = Stopwatch.GetTimestamp();
        await using BacktestSession session = new(options, new EventCodec(), start);
        Cursor[] cursors = [.. series.Select(s => new Cursor(session.AddSymbol(s.Symbol), s.Candles))];
        SymbolCandle[] minute = new SymbolCandle[cursors.Length];
        long done = 0, told = 0;
        while (TakeMinute(cursors, minute) is > 0 and int count)
        {
            session.Close(minute.AsSpan(0, count));
            done += count;
            if (done - told < total / 100)
                continue;
            told = done;
            onProgress((double)done / total);
        }
        return (session.Result(start), Stopwatch.GetElapsedTime(began).TotalSeconds);
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

    private sealed class Cursor(int symbol, IReadOnlyList<Candle> candles)
    {
        private int _next;

        public long NextOpen => _next < candles.Count ? candles[_next].OpenTime.UnixMicros : long.MaxValue;

        public SymbolCandle Take() => new(symbol, candles[_next++]);
    }
}

using System.Diagnostics;
using CoinPilot.Actors.Backtest;
using CoinPilot.Actors.Wire;
using CoinPilot.MarketData;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks;

/// <summary>One-minute candles a second through the production actors on one core: matching, fills, fees and a journal in memory.</summary>
internal static class BacktestBenchmark
{
    private const int Candles = 525_600;
    private const int Rounds = 5;

    public static void Run(TextWriter output)
    {
        Candle[] year = RandomWalk(Candles);
        foreach (string[] names in (string[][])[["ma-cross"], ["volatility-breakout"], ["ma-cross", "volatility-breakout"]])
        {
            Measure(year, names);
            (double best, double bytes, long orders) = Enumerable.Range(0, Rounds).Select(_ => Measure(year, names)).MaxBy(r => r.PerSecond);
            output.WriteLine($"{string.Join(" + ", names),-34} {best,12:N0} candles/s  {bytes,6:N1} bytes/candle  {orders,6} orders in a year");
        }
    }

    private static (double PerSecond, double BytesPerCandle, long Orders) Measure(Candle[] candles, string[] names)
    {
        StrategyChoice[] choices = [.. names.Select(n => StrategyCatalog.Choose(n, SlowSettings(n)))];
        BacktestSession session = new(new BacktestOptions(Money.Of(10_000_000), choices, RiskLimits.Default), new EventCodec(), candles[0].OpenTime);
        int symbol = session.AddSymbol(Symbol.Parse("KRW-BTC"));
        SymbolCandle[] minute = new SymbolCandle[1];
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        foreach (Candle candle in candles)
        {
            minute[0] = new SymbolCandle(symbol, candle);
            session.Close(minute);
        }
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        return (candles.Length / seconds, bytes / (double)candles.Length, session.Result(candles[0].OpenTime).Orders);
    }

    // Hourly bars: an order every few hundred candles, as in use, so that the candle path is measured and not the order path.
    private static Dictionary<string, string> SlowSettings(string name) =>
        name == "ma-cross" ? new(StringComparer.Ordinal) { ["minutes"] = "60" } : [];

    private static Candle[] RandomWalk(int count)
    {
        SeededRandom random = new(1);
        Candle[] candles = new Candle[count];
        Timestamp time = Timestamp.Utc(2025, 1, 1);
        long close = 150_000_000;
        for (int i = 0; i < count; i++)
        {
            long open = close;
            close = Math.Max(1_000_000, open + (long)(random.NextGaussian() * 60) * 1000);
            long high = Math.Max(open, close) + random.NextInt(30) * 1000;
            long low = Math.Min(open, close) - random.NextInt(30) * 1000;
            candles[i] = new Candle(time, At(open), At(high), At(low), At(close), Quantity.FromUnits(1 + random.NextInt(500_000_000)));
            time += TimeSpan.FromMinutes(1);
        }
        return candles;
    }

    private static Price At(long won) => new(won * Fixed.One);
}

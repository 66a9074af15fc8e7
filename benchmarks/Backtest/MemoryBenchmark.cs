using System.Diagnostics;
using CoinPilot.Actors.Backtest;
using CoinPilot.Actors.Wire;
using CoinPilot.MarketData;
using CoinPilot.Risk;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks.Backtest;

/// <summary>
/// What the process takes at most while ten years of one-minute candles of one symbol are backtested, from the candle store and from an array. The peak is the
/// process's own: run it by itself.
/// </summary>
internal static class MemoryBenchmark
{
    private const int TenYears = 5_260_000;

    public static void Run(TextWriter output)
    {
        string folder = Directory.CreateTempSubdirectory("coinpilot-memory-").FullName;
        try
        {
            Store(folder);
            GC.Collect();
            using StoredCandles stored = new CandleStore(folder).Open(Key, CandleStore.Always);
            Tell(output, "before", stored.Count, 0);
            Tell(output, "from the candle store", stored.Count, Play(stored));
            Tell(output, "from an array", TenYears, Play(MadeUpMarket.Candles(1, TenYears)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static CandleKey Key => new("upbit", Symbol.Parse("KRW-BTC"), 1);

    // A month at a time, so that what is measured is the backtest and not this.
    private static void Store(string folder)
    {
        using CandleWriter writer = new CandleStore(folder).OpenWriter(Key);
        const int Month = 43_200;
        for (int done = 0, part = 0; done < TenYears; done += Month, part++)
        {
            TimeSpan shift = TimeSpan.FromMinutes(done);
            Candle[] candles = [.. MadeUpMarket.Candles((ulong)part, Math.Min(Month, TenYears - done)).Select(c => c with { OpenTime = c.OpenTime + shift })];
            writer.Put(candles, new TimeRange(candles[0].OpenTime, candles[^1].OpenTime + TimeSpan.FromMinutes(1)), replace: true);
        }
    }

    private static double Play(IReadOnlyList<Candle> candles)
    {
        BacktestOptions options = new(
            Money.Of(10_000_000), [StrategyCatalog.Choose("ma-cross", new Dictionary<string, string>(StringComparer.Ordinal) { ["minutes"] = "60" })], RiskLimits.Default);
        long start = Stopwatch.GetTimestamp();
        BacktestSession session = new(options, new EventCodec(), MadeUpMarket.Start);
        session.AddSymbol(Key.Symbol, new CandleTape(candles));
        session.Play();
        if (session.Result().Orders == 0)
            throw new InvalidOperationException("a backtest without orders shows nothing");
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Tell(TextWriter output, string what, int candles, double seconds)
    {
        using Process self = Process.GetCurrentProcess();
        output.WriteLine($"{what,-24} {candles,12:N0} candles  {seconds,7:F2} s  peak {self.PeakWorkingSet64 / 1e6,7:N0} MB, managed {GC.GetTotalMemory(forceFullCollection: true) / 1e6,7:N0} MB");
    }
}

using System.Diagnostics;
using CoinPilot.MarketData;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks.Candles;

/// <summary>One-minute candles a second read from the memory-mapped store in a bare loop on one core, and how much faster than from CSV that is.</summary>
internal static class CandleBenchmark
{
    private const int Candles = 525_600;
    private const int Rounds = 7;

    public static void Run(TextWriter output)
    {
        string folder = Directory.CreateTempSubdirectory("coinpilot-bench-").FullName;
        try
        {
            Candle[] year = [.. Enumerable.Range(0, Candles).Select(At)];
            string csv = Path.Combine(folder, "KRW-BTC.csv");
            using (StreamWriter file = new(csv))
                CandleCsv.Write(file, year);
            CandleStore store = new(folder);
            CandleKey key = new("bench", Symbol.Parse("KRW-BTC"), 1);
            using (CandleWriter writer = store.OpenWriter(key))
                writer.Put(year, complete: null, replace: false);

            double fromMap = Best(() => ReadMap(store, key)), fromCsv = Best(() => ReadCsv(csv));
            double mapped = Best(() => OpenAndReadMap(store, key));
            output.WriteLine($"mapped, bare loop               {fromMap,14:N0} candles/s");
            output.WriteLine($"mapped, with open and checksum  {mapped,14:N0} candles/s");
            output.WriteLine($"CSV                             {fromCsv,14:N0} candles/s; the map is {mapped / fromCsv:N0} times as fast");
            output.WriteLine($"size                            {store.SizeOf(key) / (double)Candles,14:N1} bytes/candle, CSV {new FileInfo(csv).Length / (double)Candles:N1}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Best(Func<(long Sum, TimeSpan Time)> round)
    {
        double best = 0;
        long sum = round().Sum;
        for (int i = 0; i < Rounds; i++)
        {
            (long again, TimeSpan time) = round();
            if (again != sum)
                throw new InvalidOperationException("two readings differ");
            best = Math.Max(best, Candles / time.TotalSeconds);
        }
        return best;
    }

    private static (long, TimeSpan) ReadMap(CandleStore store, CandleKey key)
    {
        using StoredCandles candles = store.Open(key, CandleStore.Always);
        long start = Stopwatch.GetTimestamp();
        return (SumOf(candles), Stopwatch.GetElapsedTime(start));
    }

    private static (long, TimeSpan) OpenAndReadMap(CandleStore store, CandleKey key)
    {
        long start = Stopwatch.GetTimestamp();
        using StoredCandles candles = store.Open(key, CandleStore.Always);
        return (SumOf(candles), Stopwatch.GetElapsedTime(start));
    }

    private static (long, TimeSpan) ReadCsv(string file)
    {
        long start = Stopwatch.GetTimestamp();
        long sum = 0;
        foreach (Candle candle in CandleCsv.Open(file).Read())
            sum += candle.Close.Units ^ (long)candle.Volume.Units;
        return (sum, Stopwatch.GetElapsedTime(start));
    }

    private static long SumOf(StoredCandles candles)
    {
        long sum = 0;
        for (int i = 0; i < candles.Count; i++)
        {
            Candle candle = candles[i];
            sum += candle.Close.Units ^ (long)candle.Volume.Units;
        }
        return sum;
    }

    private static Candle At(int minute)
    {
        long won = 150_000_000 + (long)(Math.Sin(minute / 90.0) * 9000) * 1000;
        return new Candle(
            Timestamp.Utc(2025, 1, 1) + TimeSpan.FromMinutes(minute), Price.Of(won), Price.Of(won + 5000), Price.Of(won - 4000), Price.Of(won + 1000),
            Quantity.FromUnits(50_000_000 + minute * 77L));
    }
}

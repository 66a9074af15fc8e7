using System.Diagnostics;
using CoinPilot.Indicators;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks.Indicators;

/// <summary>
/// Nanoseconds for an update and a look at the value, of every indicator in the catalog with its default parameters; the best of several
/// rounds, and as a multiple of a loop that only adds up closes. An indicator that allocates fails the run.
/// </summary>
internal static class IndicatorBenchmark
{
    private const int Bars = 10_000;
    private const int Passes = 10;
    private const int Rounds = 25;

    // One that fits a model takes seconds a round.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    // Half of what the fastest library measured so far needs.
    private static readonly Dictionary<string, double> s_aims = new(StringComparer.Ordinal)
    {
        ["ema"] = 5.5, ["rsi"] = 13.5, ["atr"] = 10.5, ["bollinger"] = 24.5, ["macd"] = 17, ["adx"] = 42, ["donchian"] = 50.5,
        ["supertrend"] = 31.5, ["stoch"] = 55.5,
    };

    public static void Run(TextWriter output)
    {
        Bar[] bars = RandomWalk(Bars);
        (double bare, _) = Best(BareLoop, bars);
        output.WriteLine($"{"bare loop",-24} {bare,9:F2} ns");
        foreach (IndicatorDescriptor descriptor in IndicatorCatalog.All)
        {
            (double ns, long bytes) = Best(TypedLoop.Over(descriptor), bars);
            string aim = s_aims.TryGetValue(descriptor.Name, out double limit) ? $"  aim {limit,5:F1} {(ns <= limit ? "met" : "MISSED")}" : "";
            output.WriteLine($"{descriptor.Name,-24} {ns,9:F2} ns {ns / bare,8:F1} x {bytes,6} bytes{aim}");
            if (bytes != 0)
                throw new InvalidOperationException($"{descriptor.Name} allocated {bytes} bytes");
        }
    }

    private static double BareLoop(Bar[] bars)
    {
        double sum = 0;
        foreach (ref readonly Bar bar in bars.AsSpan())
            sum += bar.Close;
        return sum;
    }

    private static (double Nanoseconds, long Bytes) Best(Func<Bar[], double> loop, Bar[] bars)
    {
        double best = double.MaxValue, sum = 0;
        long bytes = 0, first = Stopwatch.GetTimestamp();
        for (int round = 0; round < Rounds && (round < 2 || Stopwatch.GetElapsedTime(first) < s_patience); round++)
        {
            // Compilation goes on beside the first rounds.
            if (round is 3 or 6)
                Thread.Sleep(150);
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            for (int pass = 0; pass < Passes; pass++)
                sum += loop(bars);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / (Passes * (double)bars.Length));
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        return double.IsNaN(sum) ? throw new InvalidOperationException("an indicator gave no number") : (best, bytes);
    }

    private static Bar[] RandomWalk(int count)
    {
        SeededRandom random = new(1);
        Bar[] bars = new Bar[count];
        Timestamp time = Timestamp.Utc(2025, 1, 1);
        double close = 100_000;
        for (int i = 0; i < count; i++)
        {
            double open = close;
            close = Math.Max(1_000, open + Math.Round(random.NextGaussian() * 50));
            bars[i] = new Bar(
                time, open, Math.Max(open, close) + random.NextInt(30), Math.Min(open, close) - random.NextInt(30), close, random.NextInt(1_000_000) / 1e3);
            time += TimeSpan.FromMinutes(1);
        }
        return bars;
    }
}

using System.Diagnostics;
using System.Text.Json;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks.Frames;

/// <summary>Trade frames of the venue's shape, from bytes to <see cref="Trade"/>, on one core.</summary>
public static class FrameBenchmark
{
    private const int Distinct = 4096;
    private const int Rounds = 250;

    public static void Run(TextWriter output)
    {
        foreach (bool isShort in (bool[])[false, true])
        {
            byte[][] frames = [.. Enumerable.Range(0, Distinct).Select(i => TradeFrames.Write(i, isShort))];
            Measure(frames, 20);
            TokenWalk(frames, 20);
            (double perSecond, double bytesEach) = Measure(frames, Rounds);
            double walked = TokenWalk(frames, Rounds);
            output.WriteLine(
                $"trade frames, {(isShort ? "SIMPLE" : "DEFAULT")}, {frames[0].Length} bytes: {perSecond / 1e6:F2} M/s, {bytesEach:F3} bytes allocated each, "
                + $"{perSecond / walked:F2} x the token walk of Utf8JsonReader ({walked / 1e6:F2} M/s)");
        }
    }

    private static (double PerSecond, double BytesEach) Measure(byte[][] frames, int rounds)
    {
        var reader = new UpbitFrames(new UpbitCodes([.. TradeFrames.Symbols]), new UpbitCounters());
        var sink = new Sum();
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < rounds; round++)
        {
            foreach (byte[] frame in frames)
                reader.Read(frame, sink);
        }
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        double count = (double)rounds * frames.Length;
        if (sink.Trades != (long)count)
            throw new InvalidOperationException($"{sink.Trades} trades of {count} frames");
        return (count / seconds, allocated / count);
    }

    private static double TokenWalk(byte[][] frames, int rounds)
    {
        long tokens = 0;
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < rounds; round++)
        {
            foreach (byte[] frame in frames)
            {
                var reader = new Utf8JsonReader(frame);
                while (reader.Read())
                    tokens++;
            }
        }
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return tokens > 0 ? (double)rounds * frames.Length / seconds : 0;
    }

    private sealed class Sum : IUpbitFrameSink
    {
        private Int128 _value;

        public long Trades { get; private set; }

        public void OnTrade(int symbol, in Trade trade, Timestamp venueTime)
        {
            Trades++;
            _value += trade.Price.Units;
        }

        public void OnCandle(int symbol, in Candle candle, TimeSpan interval, Timestamp venueTime) => _value++;

        public void OnOrder(in UpbitOrderEvent order) => _value++;

        public void OnError(string name, string message) => _value++;

        public void OnStatus() => _value++;
    }
}

using System.Diagnostics;
using System.Text;
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
            byte[][] frames = [.. Enumerable.Range(0, Distinct).Select(i => Frame(i, isShort))];
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
        var reader = new UpbitFrames(new UpbitCodes([.. Codes.Select(Symbol.Parse)]), new UpbitCounters());
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

    private static readonly string[] Codes = ["KRW-BTC", "KRW-ETH", "KRW-XRP", "KRW-SOL", "KRW-DOGE", "KRW-ADA", "KRW-SHIB", "KRW-AVAX"];

    private static byte[] Frame(int i, bool isShort)
    {
        long millis = 1_765_432_100_123 + i * 37;
        long price = 121_000_000 + i % 1000 * 1000;
        string volume = (0.00012345m * (i % 500 + 1)).ToString("0.00000000");
        string code = Codes[i % Codes.Length], side = i % 3 == 0 ? "ASK" : "BID";
        return Encoding.ASCII.GetBytes(isShort
            ? $$"""{"ty":"trade","cd":"{{code}}","tms":{{millis + 37}},"td":"2025-12-11","ttm":"05:48:20","ttms":{{millis}},"tp":{{price}},"tv":{{volume}},"ab":"{{side}}","pcp":120000000,"c":"RISE","cp":1500000,"sid":{{millis}}0000,"bap":{{price}},"bas":0.4,"bbp":{{price - 1000}},"bbs":0.12,"st":"REALTIME"}"""
            : $$"""{"type":"trade","code":"{{code}}","timestamp":{{millis + 37}},"trade_date":"2025-12-11","trade_time":"05:48:20","trade_timestamp":{{millis}},"trade_price":{{price}}.0,"trade_volume":{{volume}},"ask_bid":"{{side}}","prev_closing_price":120000000.0,"change":"RISE","change_price":1500000.0,"sequential_id":{{millis}}0000,"best_ask_price":{{price}},"best_ask_size":0.4,"best_bid_price":{{price - 1000}},"best_bid_size":0.12,"stream_type":"REALTIME"}""");
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

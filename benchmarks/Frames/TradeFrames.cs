using System.Text;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks.Frames;

/// <summary>Trade frames as the venue writes them: numbers rise, prices walk, symbols take turns.</summary>
internal static class TradeFrames
{
    public static Symbol[] Symbols { get; } = [.. new[] { "KRW-BTC", "KRW-ETH", "KRW-XRP", "KRW-SOL", "KRW-DOGE", "KRW-ADA", "KRW-SHIB", "KRW-AVAX" }.Select(Symbol.Parse)];

    public static byte[] Write(long i, bool isShort)
    {
        long millis = 1_765_432_100_123 + i * 37;
        long price = 121_000_000 + i % 1000 * 1000;
        string volume = (0.00012345m * (i % 500 + 1)).ToString("0.00000000");
        string code = Symbols[i % Symbols.Length].Code, side = i % 3 == 0 ? "ASK" : "BID";
        return Encoding.ASCII.GetBytes(isShort
            ? $$"""{"ty":"trade","cd":"{{code}}","tms":{{millis + 37}},"td":"2025-12-11","ttm":"05:48:20","ttms":{{millis}},"tp":{{price}},"tv":{{volume}},"ab":"{{side}}","pcp":120000000,"c":"RISE","cp":1500000,"sid":{{millis}}0000,"bap":{{price}},"bas":0.4,"bbp":{{price - 1000}},"bbs":0.12,"st":"REALTIME"}"""
            : $$"""{"type":"trade","code":"{{code}}","timestamp":{{millis + 37}},"trade_date":"2025-12-11","trade_time":"05:48:20","trade_timestamp":{{millis}},"trade_price":{{price}}.0,"trade_volume":{{volume}},"ask_bid":"{{side}}","prev_closing_price":120000000.0,"change":"RISE","change_price":1500000.0,"sequential_id":{{millis}}0000,"best_ask_price":{{price}},"best_ask_size":0.4,"best_bid_price":{{price - 1000}},"best_bid_size":0.12,"stream_type":"REALTIME"}""");
    }
}

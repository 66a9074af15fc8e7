using CoinPilot.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CoinPilot.Tests.Exchanges.Upbit;

/// <summary>The fake venue's candles: what REST answers and what the socket would send of them.</summary>
internal sealed class FakeMarket
{
    private readonly Dictionary<string, SortedDictionary<int, int>> _volumes = [];
    private readonly Lock _lock = new();

    public static Timestamp Start => Timestamp.Utc(2025, 12, 11);

    public static Timestamp Minute(int minute) => Start + TimeSpan.FromMinutes(minute);

    public void Set(string code, int minute, int volume)
    {
        lock (_lock)
        {
            if (!_volumes.TryGetValue(code, out SortedDictionary<int, int>? candles))
                _volumes[code] = candles = [];
            candles[minute] = volume;
        }
    }

    /// <summary>As the venue does: newest first, <c>to</c> exclusive, one by default, at most 200.</summary>
    public Task AnswerAsync(FakeCall call, HttpContext http)
    {
        Dictionary<string, Microsoft.Extensions.Primitives.StringValues> query = QueryHelpers.ParseQuery(http.Request.QueryString.Value);
        string code = query["market"].ToString();
        int count = query.TryGetValue("count", out var text) ? int.Parse(text.ToString()) : 1;
        if (count > 200)
            return FakeUpbit.Answer(http, 400, """{"error":{"name":400,"message":"Invalid parameter. Check the given value!"}}""");
        DateTimeOffset to = query.TryGetValue("to", out var limit) ? DateTimeOffset.Parse(limit.ToString()) : DateTimeOffset.MaxValue;
        lock (_lock)
        {
            if (!_volumes.TryGetValue(code, out SortedDictionary<int, int>? candles))
                return FakeUpbit.Answer(http, 404, """{"error":{"name":404,"message":"Code not found"}}""");
            IEnumerable<string> page = candles.Reverse().Where(c => Minute(c.Key).ToDateTimeOffset() < to).Take(count)
                .Select(c => Json(code, c.Key, c.Value, isFrame: false));
            return FakeUpbit.Answer(http, 200, "[" + string.Join(',', page) + "]");
        }
    }

    public static string Frame(string code, int minute, int volume) => Json(code, minute, volume, isFrame: true);

    public static string Trade(string code, double minute, long id) =>
        $$"""{"type":"trade","code":"{{code}}","timestamp":{{Millis(minute)}},"trade_timestamp":{{Millis(minute)}},"trade_price":100.0,"trade_volume":1.0,"ask_bid":"ASK","sequential_id":{{id}},"stream_type":"REALTIME"}""";

    private static string Json(string code, int minute, int volume, bool isFrame) =>
        $$"""{ {{(isFrame ? "\"type\":\"candle.1m\",\"code\"" : "\"unit\":1,\"market\"")}}:"{{code}}","candle_date_time_utc":"{{Minute(minute).ToDateTimeOffset():yyyy-MM-ddTHH:mm:ss}}","opening_price":100,"high_price":102,"low_price":99,"trade_price":101,"candle_acc_trade_volume":{{volume}},"candle_acc_trade_price":1,"timestamp":{{Millis(minute + Math.Min(volume, 59) / 60.0)}}}""";

    private static long Millis(double minute) => Start.UnixMillis + (long)(minute * 60_000);
}

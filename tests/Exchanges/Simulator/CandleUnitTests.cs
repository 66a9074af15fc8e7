using System.Text.Json;
using CoinPilot.MarketData;

namespace CoinPilot.Tests.Exchanges.Simulator;

public sealed class CandleUnitTests
{
    // 2025-09-01 12:00 UTC was a Monday.
    [Theory]
    [InlineData("minutes/3", "2025-09-01T12:03:00 2025-09-01T12:00:00")]
    [InlineData("minutes/60", "2025-09-01T12:00:00")]
    [InlineData("minutes/240", "2025-09-01T12:00:00")]
    [InlineData("days", "2025-09-01T00:00:00")]
    [InlineData("weeks", "2025-09-01T00:00:00")]
    [InlineData("months", "2025-09-01T00:00:00")]
    [InlineData("years", "2025-01-01T00:00:00")]
    [InlineData("seconds", "2025-09-01T12:04:00 2025-09-01T12:00:00")]
    public async Task Candles_OfEachLength_OpenOnUtcBoundariesWithoutGapsFilled(string unit, string starts)
    {
        await using Scene scene = await RanAsync(Bars.At(0, 100, 100, 100, 100, 4), Bars.At(4, 110, 110, 110, 110, 2));
        JsonElement candles = await scene.GetJsonAsync($"/v1/candles/{unit}?market=KRW-BTC&count=200");

        Assert.Equal(starts, string.Join(' ', candles.EnumerateArray().Select(c => c.GetProperty("candle_date_time_utc").GetString())));
        Assert.Equal(6, candles.EnumerateArray().Sum(c => c.GetProperty("candle_acc_trade_volume").GetDecimal()));
        Assert.Equal(110, candles[0].GetProperty("trade_price").GetDecimal());
        Assert.Equal(unit.StartsWith("minutes", StringComparison.Ordinal), candles[0].TryGetProperty("unit", out _));
        Assert.Equal(unit is "weeks" or "months" or "years", candles[0].TryGetProperty("first_day_of_period", out _));
    }

    [Fact]
    public async Task Candles_OfDays_NameTheCloseBeforeAndTheChange()
    {
        await using Scene scene = await RanAsync(Bars.At(0, 100, 100, 100, 100, 1), Bars.At(24 * 60, 110, 120, 90, 110, 4));
        JsonElement day = (await scene.GetJsonAsync("/v1/candles/days?market=KRW-BTC&converting_price_unit=KRW"))[0];

        Assert.Equal((110m, 120m, 90m), (Number(day, "opening_price"), Number(day, "high_price"), Number(day, "low_price")));
        Assert.Equal((100m, 10m, 0.1m), (Number(day, "prev_closing_price"), Number(day, "change_price"), Number(day, "change_rate")));
        Assert.Equal(JsonValueKind.Null, day.GetProperty("converted_trade_price").ValueKind);
    }

    [Fact]
    public async Task Candles_OfSeconds_ReachBackThreeMonths()
    {
        await using Scene scene = await RanAsync(Bars.At(0, 100, 100, 100, 100, 1), Bars.At(100 * 24 * 60, 110, 110, 110, 110, 1));

        Assert.Equal(1, (await scene.GetJsonAsync("/v1/candles/seconds?market=KRW-BTC&count=200")).GetArrayLength());
        Assert.Equal(0, (await scene.GetJsonAsync("/v1/candles/seconds?market=KRW-BTC&count=200&to=2025-09-02T00:00:00Z")).GetArrayLength());
        Assert.Equal(2, (await scene.GetJsonAsync("/v1/candles/minutes/1?market=KRW-BTC&count=200")).GetArrayLength());
    }

    [Fact]
    public async Task Stream_OfLongerCandles_GrowsUntilTheNextBegins()
    {
        await using Scene scene = await Scene.ReplayAsync([(Bars.Btc, [Bars.At(0, 100, 100, 100, 100, 1), Bars.At(1, 110, 110, 110, 110, 2), Bars.At(3, 90, 90, 90, 90, 1)])]);
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("candle.3m", "\"KRW-BTC\"");
        JsonElement[] frames = [await socket.NextAsync(), await socket.NextAsync(), await socket.NextAsync()];

        Assert.All(frames, f => Assert.Equal("candle.3m", f.GetProperty("type").GetString()));
        Assert.Equal(["12:00:00", "12:00:00", "12:03:00"], frames.Select(f => f.GetProperty("candle_date_time_utc").GetString()![11..]));
        Assert.Equal([1m, 3m, 1m], frames.Select(f => Number(f, "candle_acc_trade_volume")));
    }

    [Theory]
    [InlineData("candle.1s")]
    [InlineData("candle.5m")]
    [InlineData("candle.10m")]
    [InlineData("candle.15m")]
    [InlineData("candle.30m")]
    [InlineData("candle.60m")]
    [InlineData("candle.240m")]
    public async Task Subscribe_EachLength_SendsTheNewestCandle(string type)
    {
        await using Scene scene = await Scene.SyntheticAsync();
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync(type, "\"KRW-BTC\"");

        Assert.Equal(type, (await socket.NextAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Trades_OfADay_AreNewestFirstAndCanBePagedByCursor()
    {
        await using Scene scene = await RanAsync(Bars.At(0, 100, 101, 99, 100, 4), Bars.At(24 * 60, 110, 110, 110, 110, 1));
        JsonElement today = await scene.GetJsonAsync("/v1/trades/ticks?market=KRW-BTC&count=500");
        JsonElement yesterday = await scene.GetJsonAsync("/v1/trades/ticks?market=KRW-BTC&count=500&days_ago=1");

        Shape.Equal(
            "market:string trade_date_utc:string trade_time_utc:string timestamp:number trade_price:number trade_volume:number " +
            "prev_closing_price:number change_price:number ask_bid:string sequential_id:number", today[0]);
        Assert.Equal((1, 10m), (today.GetArrayLength(), Number(today[0], "change_price")));
        long[] ids = [.. yesterday.EnumerateArray().Select(t => t.GetProperty("sequential_id").GetInt64())];
        Assert.Equal(4, ids.Length);
        Assert.Equal(ids.OrderDescending(), ids);
        Assert.Equal(2, (await scene.GetJsonAsync($"/v1/trades/ticks?market=KRW-BTC&count=500&days_ago=1&cursor={ids[1]}")).GetArrayLength());
        Assert.Equal(0, (await scene.GetJsonAsync("/v1/trades/ticks?market=KRW-BTC&count=500&days_ago=1&to=12:00:00")).GetArrayLength());
        Assert.Equal("400", (await scene.GetAsync("/v1/trades/ticks?market=KRW-BTC&days_ago=8")).ErrorName);
        Assert.Equal("400", (await scene.GetAsync("/v1/trades/ticks?market=KRW-BTC&count=501")).ErrorName);
    }

    [Fact]
    public async Task Tickers_OfAQuoteCurrency_AreAllItsMarkets()
    {
        await using Scene scene = await Scene.SyntheticAsync();

        Assert.Equal(5, (await scene.GetJsonAsync("/v1/ticker/all?quote_currencies=KRW,BTC")).GetArrayLength());
        Assert.Equal(0, (await scene.GetJsonAsync("/v1/ticker/all?quote_currencies=BTC")).GetArrayLength());
        Assert.Equal("400", (await scene.GetAsync("/v1/ticker/all")).ErrorName);
    }

    private static async Task<Scene> RanAsync(params Candle[] candles)
    {
        Scene scene = await Scene.ReplayAsync([(Bars.Btc, candles)]);
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-BTC\"");
        await scene.UntilStateAsync(s => s.GetProperty("finished").GetBoolean());
        return scene;
    }

    private static decimal Number(JsonElement json, string name) => json.GetProperty(name).GetDecimal();
}

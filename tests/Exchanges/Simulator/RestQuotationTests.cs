using System.Net;
using System.Text.Json;
using CoinPilot.Exchanges.Simulator;

namespace CoinPilot.Tests.Exchanges.Simulator;

public sealed class RestQuotationTests
{
    [Fact]
    public async Task Markets_Listed_HaveNamesAndEventsOnlyWithDetails()
    {
        await using Scene scene = await Scene.SyntheticAsync();
        JsonElement plain = await scene.GetJsonAsync("/v1/market/all");
        JsonElement detailed = await scene.GetJsonAsync("/v1/market/all?is_details=true");

        Assert.Equal(["KRW-BTC", "KRW-ETH", "KRW-XRP", "KRW-SOL", "KRW-DOGE"], plain.EnumerateArray().Select(m => m.GetProperty("market").GetString()));
        Shape.Equal("market:string korean_name:string english_name:string", plain[0]);
        Shape.Equal("market:string korean_name:string english_name:string market_event:object", detailed[0]);
        Shape.Equal("warning:bool caution:object", detailed[0].GetProperty("market_event"));
    }

    [Fact]
    public async Task Candles_OneMinute_HaveTheDocumentedShapeNewestFirst()
    {
        await using Scene scene = await Scene.SyntheticAsync();
        JsonElement candles = await scene.GetJsonAsync("/v1/candles/minutes/1?market=KRW-BTC&count=200");

        Assert.Equal(200, candles.GetArrayLength());
        Shape.Equal(
            "market:string candle_date_time_utc:string candle_date_time_kst:string opening_price:number high_price:number low_price:number " +
            "trade_price:number timestamp:number candle_acc_trade_price:number candle_acc_trade_volume:number unit:number", candles[0]);
        string[] starts = [.. candles.EnumerateArray().Select(c => c.GetProperty("candle_date_time_utc").GetString()!)];
        Assert.Equal(starts.OrderDescending(StringComparer.Ordinal), starts);
        Assert.Equal("2025-09-01T11:59:00", starts[0]);
        Assert.Equal("2025-09-01T20:59:00", candles[0].GetProperty("candle_date_time_kst").GetString());
        Assert.Equal(1, (await scene.GetJsonAsync("/v1/candles/minutes/1?market=KRW-BTC")).GetArrayLength());
    }

    [Theory]
    [InlineData("2025-09-01T10:00:00Z")]
    [InlineData("2025-09-01 10:00:00")]
    [InlineData("2025-09-01T19:00:00+09:00")]
    public async Task Candles_WithTo_EndBeforeIt(string to)
    {
        await using Scene scene = await Scene.SyntheticAsync();
        JsonElement candles = await scene.GetJsonAsync($"/v1/candles/minutes/1?market=KRW-BTC&to={Uri.EscapeDataString(to)}");

        Assert.Equal("2025-09-01T09:59:00", candles[0].GetProperty("candle_date_time_utc").GetString());
    }

    [Theory]
    [InlineData("/v1/candles/minutes/1", 400, "Missing request parameter error. Check the required parameters!")]
    [InlineData("/v1/candles/minutes/1?market=KRW-NOPE", 404, "Code not found")]
    [InlineData("/v1/candles/minutes/1?market=KRW-BTC&count=abc", 400, "Type mismatch error. Check the parameters type!")]
    [InlineData("/v1/candles/minutes/1?market=KRW-BTC&count=201", 400, "Invalid parameter. Check the given value!")]
    [InlineData("/v1/candles/minutes/1?market=KRW-BTC&count=0", 400, "Invalid parameter. Check the given value!")]
    [InlineData("/v1/candles/minutes/1?market=KRW-BTC&to=yesterday", 400, "Invalid parameter. Check the given value!")]
    [InlineData("/v1/ticker?markets=KRW-BTC,KRW-NOPE", 404, "Code not found")]
    [InlineData("/v1/ticker", 400, "Missing request parameter error. Check the required parameters!")]
    public async Task Quotation_BadRequest_AnswersWithANumericName(string path, int status, string message)
    {
        await using Scene scene = await Scene.SyntheticAsync();
        Scene.Answer answer = await scene.GetAsync(path);

        Assert.Equal(status, (int)answer.Status);
        Assert.Equal(status, answer.Json.GetProperty("error").GetProperty("name").GetInt32());
        Assert.Equal(message, answer.Json.GetProperty("error").GetProperty("message").GetString());
    }

    [Fact]
    public async Task Path_Unknown_HasNoRouteAndNoLimitHeader()
    {
        await using Scene scene = await Scene.SyntheticAsync();
        Scene.Answer answer = await scene.GetAsync("/v1/nothing");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("not_found", answer.ErrorName);
        Assert.Null(answer.Remaining);
    }

    [Fact]
    public async Task Ticker_SeveralMarkets_HasTheDocumentedShape()
    {
        await using Scene scene = await Scene.SyntheticAsync();
        JsonElement tickers = await scene.GetJsonAsync("/v1/ticker?markets=KRW-BTC,KRW-ETH");

        Assert.Equal(2, tickers.GetArrayLength());
        Shape.Equal(
            "market:string trade_date:string trade_time:string trade_date_kst:string trade_time_kst:string trade_timestamp:number opening_price:number " +
            "high_price:number low_price:number trade_price:number prev_closing_price:number change:string change_price:number change_rate:number " +
            "signed_change_price:number signed_change_rate:number trade_volume:number acc_trade_price:number acc_trade_price_24h:number " +
            "acc_trade_volume:number acc_trade_volume_24h:number highest_52_week_price:number highest_52_week_date:string " +
            "lowest_52_week_price:number lowest_52_week_date:string timestamp:number", tickers[0]);
        JsonElement newest = (await scene.GetJsonAsync("/v1/candles/minutes/1?market=KRW-BTC"))[0];
        Assert.True(tickers[0].GetProperty("trade_timestamp").GetInt64() >= newest.GetProperty("timestamp").GetInt64());
    }

    [Fact]
    public async Task Limits_Used_AnswerTooManyAsPlainTextAndNameWhatIsLeft()
    {
        await using Scene scene = await Scene.SyntheticAsync(o => o with
        {
            Limits = new RateLimits { Candles = 2, Market = 1 },
            Time = new StoppedTime(Scene.Opening.ToDateTimeOffset()),
        });
        Scene.Answer first = await scene.GetAsync("/v1/candles/minutes/1?market=KRW-BTC");
        Scene.Answer second = await scene.GetAsync("/v1/candles/minutes/1?market=KRW-BTC");
        Scene.Answer third = await scene.GetAsync("/v1/candles/minutes/1?market=KRW-BTC");

        Assert.Equal("group=candles; min=120; sec=1", first.Remaining);
        Assert.Equal("group=candles; min=120; sec=0", second.Remaining);
        Assert.Equal(HttpStatusCode.TooManyRequests, third.Status);
        Assert.Equal("Too many API requests.", third.Text);
        Assert.Equal(HttpStatusCode.OK, (await scene.GetAsync("/v1/market/all")).Status);
    }

    [Fact]
    public async Task Limits_NextSecond_StartAnew()
    {
        var time = new StoppedTime(Scene.Opening.ToDateTimeOffset());
        await using Scene scene = await Scene.SyntheticAsync(o => o with { Limits = new RateLimits { Market = 1 }, Time = time });
        await scene.GetAsync("/v1/market/all");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await scene.GetAsync("/v1/market/all")).Status);
        time.Now += TimeSpan.FromSeconds(1);

        Assert.Equal(HttpStatusCode.OK, (await scene.GetAsync("/v1/market/all")).Status);
    }

    [Fact]
    public async Task Start_PortIsTaken_NamesThePort()
    {
        await using Scene scene = await Scene.SyntheticAsync();
        int port = scene.Exchange.Uri.Port;

        IOException failure = await Assert.ThrowsAsync<IOException>(() => Scene.SyntheticAsync(o => o with { Port = port }));
        Assert.Contains($"port {port} ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public async Task Start_SpeedThatCannotBe_IsRefused(double speed) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Scene.SyntheticAsync(o => o with { Speed = speed }));
}

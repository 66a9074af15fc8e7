using System.Net.WebSockets;
using System.Text.Json;

namespace CoinPilot.Tests.Exchanges.Simulator;

public sealed class PublicSocketTests
{
    private const string Both = "\"KRW-BTC\",\"KRW-ETH\"";

    [Fact]
    public async Task Subscribe_Trade_SendsABinarySnapshotThenRealtimeOfTheDocumentedShape()
    {
        await using Scene scene = await Scene.SyntheticAsync(o => o with { Speed = 600 });
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-BTC\"");
        JsonElement snapshot = await socket.NextAsync();
        JsonElement next = await socket.NextAsync();

        Assert.Equal(WebSocketMessageType.Binary, socket.LastType);
        Assert.Equal("SNAPSHOT", snapshot.GetProperty("stream_type").GetString());
        Assert.Equal("REALTIME", next.GetProperty("stream_type").GetString());
        Shape.Equal(
            "type:string code:string timestamp:number trade_date:string trade_time:string trade_timestamp:number trade_price:number trade_volume:number " +
            "ask_bid:string prev_closing_price:number change:string change_price:number sequential_id:number best_ask_price:number best_ask_size:number " +
            "best_bid_price:number best_bid_size:number stream_type:string", next);
        Assert.True(next.GetProperty("sequential_id").GetInt64() > snapshot.GetProperty("sequential_id").GetInt64());
        Assert.True(next.GetProperty("best_ask_price").GetDecimal() > next.GetProperty("trade_price").GetDecimal());
        Assert.True(next.GetProperty("best_bid_price").GetDecimal() < next.GetProperty("trade_price").GetDecimal());
    }

    [Fact]
    public async Task Subscribe_TradeSimple_UsesTheShortNames()
    {
        await using Scene scene = await Scene.SyntheticAsync();
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-BTC\"", format: "SIMPLE");

        Shape.Equal(
            "ty:string cd:string tms:number td:string ttm:string ttms:number tp:number tv:number ab:string pcp:number c:string cp:number sid:number " +
            "bap:number bas:number bbp:number bbs:number st:string", await socket.NextAsync());
    }

    [Theory]
    [InlineData("DEFAULT", "opening_price high_price low_price trade_price prev_closing_price change_price signed_change_price change_rate signed_change_rate trade_volume acc_trade_volume acc_trade_volume_24h acc_trade_price acc_trade_price_24h trade_timestamp acc_ask_volume acc_bid_volume highest_52_week_price lowest_52_week_price timestamp",
        "type code change trade_date trade_time ask_bid highest_52_week_date lowest_52_week_date market_state market_warning stream_type", "is_trading_suspended:bool delisting_date:null")]
    [InlineData("SIMPLE", "op hp lp tp pcp cp scp cr scr tv atv atv24h atp atp24h ttms aav abv h52wp l52wp tms", "ty cd c tdt ttm ab h52wdt l52wdt ms mw st", "its:bool dd:null")]
    public async Task Subscribe_Ticker_HasTheDocumentedShape(string format, string numbers, string strings, string others)
    {
        await using Scene scene = await Scene.SyntheticAsync();
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("ticker", "\"KRW-BTC\"", format: format);

        Shape.Equal(
            string.Join(' ', numbers.Split(' ').Select(n => n + ":number").Concat(strings.Split(' ').Select(s => s + ":string")).Append(others)),
            await socket.NextAsync());
    }

    [Theory]
    [InlineData("DEFAULT", "type:string code:string candle_date_time_utc:string candle_date_time_kst:string opening_price:number high_price:number low_price:number trade_price:number candle_acc_trade_volume:number candle_acc_trade_price:number timestamp:number stream_type:string")]
    [InlineData("SIMPLE", "ty:string cd:string cdttmu:string cdttmk:string op:number hp:number lp:number tp:number catv:number catp:number tms:number st:string")]
    public async Task Subscribe_Candle_HasTheDocumentedShape(string format, string shape)
    {
        await using Scene scene = await Scene.SyntheticAsync();
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("candle.1m", "\"KRW-BTC\"", format: format);

        Shape.Equal(shape, await socket.NextAsync());
    }

    [Fact]
    public async Task Subscribe_ListFormats_WrapEachMessageInAnArray()
    {
        await using Scene scene = await Scene.SyntheticAsync();
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-BTC\"", format: "JSON_LIST");
        Assert.Equal("trade", (await socket.NextAsync())[0].GetProperty("type").GetString());
        await socket.SubscribeAsync("trade", "\"KRW-BTC\"", format: "SIMPLE_LIST");
        Assert.Equal("trade", (await socket.NextAsync(m => m[0].TryGetProperty("ty", out _)))[0].GetProperty("ty").GetString());
    }

    [Fact]
    public async Task Subscribe_NoFormat_IsDefault()
    {
        await using Scene scene = await Scene.SyntheticAsync();
        using RawSocket socket = await scene.SocketAsync();
        await socket.SendAsync("""[{"ticket":"t"},{"type":"trade","codes":["KRW-BTC"]}]""");

        Assert.Equal("KRW-BTC", (await socket.NextAsync()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Subscribe_OnlySnapshot_SendsOneEachAndNothingMore()
    {
        await using Scene scene = await Scene.SyntheticAsync(o => o with { Speed = 600, StatusInterval = TimeSpan.FromMilliseconds(200) });
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", Both, ",\"is_only_snapshot\":true");
        Assert.Equal("KRW-BTC", (await socket.NextAsync()).GetProperty("code").GetString());
        Assert.Equal("KRW-ETH", (await socket.NextAsync()).GetProperty("code").GetString());
        await socket.SendAsync("PING");

        // Two minutes of venue time pass before the status comes.
        Assert.Equal("""{"status":"UP"}""", await socket.NextTextAsync());
    }

    [Fact]
    public async Task Subscribe_OnlyRealtime_SendsNoSnapshot()
    {
        await using Scene scene = await Scene.SyntheticAsync(o => o with { Speed = 600 });
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", Both, ",\"is_only_realtime\":true");

        Assert.Equal("REALTIME", (await socket.NextAsync()).GetProperty("stream_type").GetString());
    }

    [Fact]
    public async Task Subscribe_Again_ReplacesTheWholeSubscription()
    {
        await using Scene scene = await Scene.SyntheticAsync(o => o with { Speed = 600 });
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-BTC\"");
        await socket.NextAsync();
        await socket.SubscribeAsync("trade", "\"KRW-ETH\"");
        await socket.NextAsync(m => m.GetProperty("code").GetString() == "KRW-ETH" && m.GetProperty("stream_type").GetString() == "SNAPSHOT");

        for (int i = 0; i < 50; i++)
            Assert.Equal("KRW-ETH", (await socket.NextAsync()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Subscribe_SeveralTypes_SendsTheTickerAfterItsTrade()
    {
        await using Scene scene = await Scene.SyntheticAsync(o => o with { Speed = 600 });
        using RawSocket socket = await scene.SocketAsync();
        await socket.SendAsync(
            """[{"ticket":"t"},{"type":"trade","codes":["KRW-BTC"],"is_only_realtime":true},{"type":"ticker","codes":["KRW-BTC"],"is_only_realtime":true},{"format":"DEFAULT"}]""");

        for (int i = 0; i < 10; i++)
        {
            JsonElement trade = await socket.NextAsync();
            JsonElement ticker = await socket.NextAsync();
            Assert.Equal(("trade", "ticker"), (trade.GetProperty("type").GetString(), ticker.GetProperty("type").GetString()));
            Assert.Equal(trade.GetProperty("trade_price").GetDecimal(), ticker.GetProperty("trade_price").GetDecimal());
        }
    }

    [Fact]
    public async Task Subscribe_UnknownAndLowerCaseCodes_AreIgnored()
    {
        await using Scene scene = await Scene.SyntheticAsync();
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-NOPE\",\"krw-btc\",\"KRW-ETH\"", ",\"is_only_snapshot\":true");

        Assert.Equal("KRW-ETH", (await socket.NextAsync()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Candles_Streamed_ComeAtMostOncePerVenueSecondAndOnlyWhenChanged()
    {
        await using Scene scene = await Scene.ReplayAsync([(Bars.Btc, [Bars.At(0, 100, 101, 99, 100, 4), Bars.At(2, 100, 100, 100, 100, 1)])]);
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("candle.1m", "\"KRW-BTC\"");
        var frames = new List<(string Start, decimal Volume)>();
        for (int i = 0; i < 5; i++)
        {
            JsonElement frame = await socket.NextAsync();
            frames.Add((frame.GetProperty("candle_date_time_utc").GetString()![11..], frame.GetProperty("candle_acc_trade_volume").GetDecimal()));
        }

        Assert.Equal([("12:00:00", 1m), ("12:00:00", 2m), ("12:00:00", 3m), ("12:00:00", 4m), ("12:02:00", 1m)], frames);
    }

    [Fact]
    public async Task List_Subscriptions_AreNamedInTheFormatInUse()
    {
        await using Scene scene = await Scene.SyntheticAsync();
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("ticker", "\"KRW-BTC\"", ",\"is_only_snapshot\":true");
        await socket.NextAsync();
        await socket.SendAsync("""[{"ticket":"x"},{"method":"LIST_SUBSCRIPTIONS"}]""");
        Assert.Equal("""{"method":"LIST_SUBSCRIPTIONS","result":[{"type":"ticker","codes":["KRW-BTC"]}],"ticket":"x"}""", await socket.NextTextAsync());
        await socket.SendAsync("""[{"ticket":"x"},{"method":"LIST_SUBSCRIPTIONS"},{"format":"SIMPLE"}]""");
        Assert.Equal("""{"mthd":"LIST_SUBSCRIPTIONS","rslt":[{"ty":"ticker","cds":["KRW-BTC"]}],"tck":"x"}""", await socket.NextTextAsync());
    }
}

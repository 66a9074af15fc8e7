using System.Net.WebSockets;
using System.Text.Json;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Simulator;

public sealed class BookSocketTests
{
    private static readonly Quantity LevelSize = Money.Of(20_000_000).QuantityDown(Price.Of(100_001_000));

    [Fact]
    public async Task Book_InDefault_HasThirtyLevelsTheDocumentedShapeAndExponents()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("orderbook", "\"KRW-BTC\"");
        JsonElement book = await socket.NextAsync();

        Shape.Equal(
            "type:string code:string timestamp:number total_ask_size:number total_bid_size:number orderbook_units:array stream_type:string level:number", book);
        Shape.Equal("ask_price:number bid_price:number ask_size:number bid_size:number", Units(book)[0]);
        Assert.Equal(30, Units(book).Length);
        Assert.Equal(("1.00001E8", "9.9999E7"), (Raw(Units(book)[0], "ask_price"), Raw(Units(book)[0], "bid_price")));
        Assert.Equal(LevelSize.ToDecimal().ToString("F8"), Raw(Units(book)[0], "ask_size"));
        Assert.Equal(Units(book).Select(u => u.GetProperty("ask_price").GetDecimal()).Order(), Units(book).Select(u => u.GetProperty("ask_price").GetDecimal()));
        Assert.Equal(Units(book).Sum(u => u.GetProperty("bid_size").GetDecimal()), book.GetProperty("total_bid_size").GetDecimal());
    }

    [Fact]
    public async Task Book_InSimpleList_UsesShortNamesAndPlainPrices()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("orderbook", "\"KRW-BTC.1\"", format: "SIMPLE_LIST");
        JsonElement book = (await socket.NextAsync())[0];

        Shape.Equal("ty:string cd:string tms:number tas:number tbs:number obu:array st:string lv:number", book);
        Assert.Equal("100001000", Raw(book.GetProperty("obu")[0], "ap"));
    }

    [Theory]
    [InlineData("KRW-BTC.1", 1)]
    [InlineData("KRW-BTC.5", 5)]
    [InlineData("KRW-BTC.15", 15)]
    [InlineData("KRW-BTC.7", 30)]
    [InlineData("KRW-BTC.x", 30)]
    public async Task Book_WithADepth_HasSoManyLevelsAndTheWholeTotals(string code, int depth)
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("orderbook", $"\"{code}\"");
        JsonElement book = await socket.NextAsync();

        Assert.Equal(("KRW-BTC", depth), (book.GetProperty("code").GetString(), Units(book).Length));
        Assert.True(book.GetProperty("total_ask_size").GetDecimal() > 5);
    }

    [Fact]
    public async Task Book_Grouped_AddsSizesAtWholeLevelsAndIgnoresOthers()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("orderbook", "\"KRW-BTC\"", ",\"level\":12345");
        await socket.SubscribeAsync("orderbook", "\"KRW-BTC\"", ",\"level\":10000");
        JsonElement book = await socket.NextAsync();

        Assert.Equal(10_000, book.GetProperty("level").GetDecimal());
        Assert.Equal([(100_010_000m, 99_990_000m), (100_020_000m, 99_980_000m), (100_030_000m, 99_970_000m), (0m, 0m)],
            Units(book)[..4].Select(u => (u.GetProperty("ask_price").GetDecimal(), u.GetProperty("bid_price").GetDecimal())));
        JsonElement rest = (await scene.GetJsonAsync("/v1/orderbook?markets=krw-btc&level=10000&count=2"))[0];
        Assert.Equal(2, rest.GetProperty("orderbook_units").GetArrayLength());
        Assert.Equal(Units(book)[0].GetProperty("ask_size").GetDecimal(), rest.GetProperty("orderbook_units")[0].GetProperty("ask_size").GetDecimal());
        Assert.Equal(0, (await scene.GetJsonAsync("/v1/orderbook?markets=KRW-BTC&level=12345")).GetArrayLength());
    }

    [Fact]
    public async Task Book_ThinSide_IsFilledUpWithZeros()
    {
        await using Scene scene = await Scene.ReplayAsync([(Bars.Doge, [Bars.At(0, 0.00000003m, 0.00000003m, 0.00000003m, 0.00000003m, 1)])]);
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("orderbook", "\"KRW-DOGE\"");
        JsonElement last = Units(await socket.NextAsync())[29];

        Assert.Equal((0m, 0m), (last.GetProperty("bid_price").GetDecimal(), last.GetProperty("bid_size").GetDecimal()));
        Assert.True(last.GetProperty("ask_price").GetDecimal() > 0);
    }

    [Fact]
    public async Task Book_OwnOrderRests_IsShownAmongOthersAndGoesWithIt()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("orderbook", "\"KRW-BTC\"");
        await socket.NextAsync();
        await scene.OrderAsync("""{"market":"KRW-BTC","side":"bid","ord_type":"limit","price":"100000000","volume":"0.01","identifier":"own"}""");
        JsonElement with = await socket.NextAsync(b => Units(b)[0].GetProperty("bid_price").GetDecimal() == 100_000_000);
        await scene.SendAsync(HttpMethod.Delete, "/v1/order?identifier=own");
        JsonElement without = await socket.NextAsync(b => Units(b)[0].GetProperty("bid_price").GetDecimal() != 100_000_000);

        Assert.Equal(0.01m, Units(with)[0].GetProperty("bid_size").GetDecimal());
        Assert.Equal("REALTIME", without.GetProperty("stream_type").GetString());
    }

    [Fact]
    public async Task Books_Streamed_ComeOnAGridOfAHundredMillisecondsAndOnlyChanged()
    {
        await using Scene scene = await Scene.SyntheticAsync(o => o with { Speed = 600 });
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("orderbook", "\"KRW-BTC\"", ",\"is_only_realtime\":true");
        string before = "";
        var cells = new List<long>();
        for (int i = 0; i < 60; i++)
        {
            JsonElement book = await socket.NextAsync();
            cells.Add(book.GetProperty("timestamp").GetInt64() / 100);
            string units = book.GetProperty("orderbook_units").GetRawText();
            Assert.NotEqual(before, units);
            before = units;
        }

        Assert.Equal(cells.Distinct(), cells);
    }

    [Fact]
    public async Task Instruments_OfAMarket_NameItsTickAndGroupings()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        JsonElement instrument = (await scene.GetJsonAsync("/v1/orderbook/instruments?markets=KRW-BTC"))[0];

        Assert.Equal(
            """{"market":"KRW-BTC","quote_currency":"KRW","tick_size":"1000","supported_levels":["0","10000","100000","1000000","10000000","100000000"]}""",
            instrument.GetRawText());
        Assert.Equal("404", (await scene.GetAsync("/v1/orderbook/instruments?markets=KRW-NOPE")).ErrorName);
    }

    [Fact]
    public async Task Compression_OnlyWhenOffered_IsAgreedAndUsed()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        using RawSocket plain = await scene.SocketAsync();
        using RawSocket compressed = await RawSocket.ConnectAsync(scene.Exchange.Uri, set: o =>
        {
            o.DangerousDeflateOptions = new WebSocketDeflateOptions();
            o.CollectHttpResponseDetails = true;
        });
        foreach (RawSocket socket in new[] { plain, compressed })
            await socket.SubscribeAsync("orderbook", "\"KRW-BTC\"");

        Assert.Equal((await plain.NextTextAsync()), await compressed.NextTextAsync());
        Assert.Contains("permessage-deflate", compressed.Header("Sec-WebSocket-Extensions"), StringComparison.Ordinal);
        Assert.Contains("server_no_context_takeover", compressed.Header("Sec-WebSocket-Extensions"), StringComparison.Ordinal);
        byte[] frame = CoinPilot.Exchanges.Simulator.SocketFrame.Of(System.Text.Encoding.UTF8.GetBytes(new string('x', 1_000)));
        Assert.True(CoinPilot.Exchanges.Simulator.SocketFrame.Compress(frame).Length < 100);
    }

    private static JsonElement[] Units(JsonElement book) => [.. book.GetProperty("orderbook_units").EnumerateArray()];

    private static string Raw(JsonElement json, string name) => json.GetProperty(name).GetRawText();
}

using System.Text.Json;

namespace CoinPilot.Tests.Exchanges.Simulator;

public sealed class AssetSocketTests
{
    [Fact]
    public async Task MyAsset_OrderLocksAndFills_TellsWhatThereIsOfTheCurrenciesThatChanged()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        using RawSocket socket = await ListeningAsync(scene, """[{"ticket":"t"},{"type":"myAsset"},{"format":"DEFAULT"}]""");
        await scene.OrderAsync("""{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"1000010"}""");
        JsonElement locked = await socket.NextAsync();
        JsonElement filled = await socket.NextAsync();

        Shape.Equal("type:string asset_uuid:string assets:array asset_timestamp:number timestamp:number stream_type:string", locked);
        Assert.Equal("""[{"currency":"KRW","balance":8999489.995,"locked":1000510.005}]""", locked.GetProperty("assets").GetRawText());
        Assert.Equal(
            """[{"currency":"KRW","balance":8999489.995,"locked":0},{"currency":"BTC","balance":0.01,"locked":0}]""", filled.GetProperty("assets").GetRawText());
        Assert.NotEqual(locked.GetProperty("asset_uuid").GetString(), filled.GetProperty("asset_uuid").GetString());
    }

    [Fact]
    public async Task MyAsset_InSimple_UsesTheShortNames()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        using RawSocket socket = await ListeningAsync(scene, """[{"ticket":"t"},{"type":"myAsset"},{"format":"SIMPLE"}]""");
        await scene.OrderAsync("""{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"1000010"}""");
        JsonElement told = await socket.NextAsync();

        Shape.Equal("ty:string astuid:string ast:array asttms:number tms:number st:string", told);
        Shape.Equal("cu:string b:number l:number", told.GetProperty("ast")[0]);
    }

    [Fact]
    public async Task MyAsset_WithCodes_IsAWrongFormat()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        using RawSocket socket = await scene.PrivateSocketAsync();
        await socket.SendAsync("""[{"ticket":"t"},{"type":"myAsset","codes":["KRW-BTC"]}]""");

        Assert.Equal("WRONG_FORMAT", (await socket.NextAsync()).GetProperty("error").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Announcement_Subscribed_IsTakenAndListed()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        using RawSocket socket = await scene.PrivateSocketAsync();
        await socket.SendAsync("""[{"ticket":"t"},{"type":"announcement","categories":["notice"],"include_body":true},{"type":"myOrder","codes":["KRW-BTC"]}]""");
        await socket.SendAsync("""[{"ticket":"x"},{"method":"LIST_SUBSCRIPTIONS"}]""");

        Assert.Equal(
            """{"method":"LIST_SUBSCRIPTIONS","result":[{"type":"announcement"},{"type":"myOrder","codes":["KRW-BTC"]}],"ticket":"x"}""",
            await socket.NextTextAsync());
    }

    private static async Task<RawSocket> ListeningAsync(Scene scene, string request)
    {
        RawSocket socket = await scene.PrivateSocketAsync();
        await socket.SendAsync(request);
        await socket.SendAsync("""[{"ticket":"x"},{"method":"LIST_SUBSCRIPTIONS"}]""");
        await socket.NextAsync();
        return socket;
    }
}

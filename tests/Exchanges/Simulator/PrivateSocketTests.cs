using System.Text.Json;
using CoinPilot.MarketData;

namespace CoinPilot.Tests.Exchanges.Simulator;

public sealed class PrivateSocketTests
{
    private const string Subscribe = """[{"ticket":"t"},{"type":"myOrder"},{"format":"DEFAULT"}]""";

    [Fact]
    public async Task MarketBuy_Placed_TellsWaitTradeAndCancelWithEveryField()
    {
        await using Scene scene = await SettledAsync();
        using RawSocket socket = await scene.PrivateSocketAsync();
        await SubscribeAsync(socket, Subscribe);
        await scene.OrderAsync("""{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"1000000","identifier":"m1"}""");
        JsonElement wait = await socket.NextAsync();
        JsonElement trade = await socket.NextAsync();
        JsonElement end = await socket.NextAsync();

        Assert.Equal(["wait", "trade", "cancel"], new[] { wait, trade, end }.Select(m => m.GetProperty("state").GetString()));
        Shape.Equal(Documented("trade_uuid:null price:number volume:null remaining_volume:null trade_fee:null is_maker:null trade_timestamp:null"), wait);
        Shape.Equal(Documented("trade_uuid:string price:number volume:number remaining_volume:null trade_fee:number is_maker:bool trade_timestamp:number"), trade);
        Assert.Equal(("price", "BID", "m1"), (Text(wait, "order_type"), Text(wait, "ask_bid"), Text(wait, "identifier")));
        Assert.Equal(1_000_000, wait.GetProperty("price").GetDecimal());
        Assert.Equal(500, wait.GetProperty("reserved_fee").GetDecimal());
        Assert.Equal(1_000_500, wait.GetProperty("locked").GetDecimal());
        Assert.Equal(100_001_000, trade.GetProperty("price").GetDecimal());
        Assert.Equal(0.00999990m, trade.GetProperty("volume").GetDecimal());
        Assert.False(trade.GetProperty("is_maker").GetBoolean());
        Assert.Equal(0, end.GetProperty("locked").GetDecimal());
        Assert.Equal(0.00999990m, end.GetProperty("executed_volume").GetDecimal());
        Assert.Equal(100_001_000, end.GetProperty("avg_price").GetDecimal());
        Assert.Equal(end.GetProperty("paid_fee").GetDecimal(), trade.GetProperty("trade_fee").GetDecimal());
    }

    [Fact]
    public async Task LimitBuy_Resting_TellsWaitThenCancelOnCancel()
    {
        await using Scene scene = await SettledAsync();
        using RawSocket socket = await scene.PrivateSocketAsync();
        await SubscribeAsync(socket, Subscribe);
        await scene.OrderAsync("""{"market":"KRW-BTC","side":"bid","ord_type":"limit","price":"90000000","volume":"0.01","identifier":"l1"}""");
        JsonElement wait = await socket.NextAsync();
        await scene.SendAsync(HttpMethod.Delete, "/v1/order?identifier=l1");
        JsonElement cancel = await socket.NextAsync();

        Shape.Equal(Documented("trade_uuid:null price:number volume:number remaining_volume:number trade_fee:null is_maker:null trade_timestamp:null"), wait);
        Assert.Equal(900_450, wait.GetProperty("locked").GetDecimal());
        Assert.Equal(450, wait.GetProperty("remaining_fee").GetDecimal());
        Assert.Equal("cancel", Text(cancel, "state"));
        Assert.Equal(0, cancel.GetProperty("locked").GetDecimal());
    }

    [Fact]
    public async Task LimitSell_TradedThroughByTheTape_IsFilledAsMaker()
    {
        var holdings = new[] { (Bars.Btc, CoinPilot.Values.Quantity.Of(0.5m), CoinPilot.Values.Money.Of(50_000_000)) };

        // The tape waits, at 100,000,000, for the public subscriber; the order is placed before it goes on.
        Candle[] candles = [Bars.At(0, 100_000_000, 100_000_000, 100_000_000, 100_000_000, 1), Bars.At(1, 120_000_000, 120_000_000, 120_000_000, 120_000_000, 0.2m)];
        await using Scene scene = await Scene.ReplayAsync([(Bars.Btc, candles)], o => o with { OpeningHoldings = holdings });
        using RawSocket socket = await scene.PrivateSocketAsync();
        await SubscribeAsync(socket, Subscribe);
        await scene.OrderAsync("""{"market":"KRW-BTC","side":"ask","ord_type":"limit","price":"110000000","volume":"0.5"}""");
        using RawSocket market = await scene.SocketAsync();
        await market.SubscribeAsync("trade", "\"KRW-BTC\"");
        JsonElement wait = await socket.NextAsync();
        JsonElement trade = await socket.NextAsync();

        Assert.Equal(0.5m, wait.GetProperty("locked").GetDecimal());
        Assert.True(trade.GetProperty("is_maker").GetBoolean());
        Assert.Equal(110_000_000, trade.GetProperty("price").GetDecimal());
        Assert.Equal(0.2m, trade.GetProperty("volume").GetDecimal());
        Assert.Equal(0.3m, trade.GetProperty("remaining_volume").GetDecimal());
        Assert.Equal(11_000, trade.GetProperty("trade_fee").GetDecimal());
        Assert.Equal(candles[1].OpenTime.UnixMillis, trade.GetProperty("trade_timestamp").GetInt64());
    }

    [Fact]
    public async Task Subscribe_SimpleForOneMarket_UsesShortNamesAndLeavesOthersOut()
    {
        await using Scene scene = await Scene.SyntheticAsync();
        using RawSocket socket = await scene.PrivateSocketAsync();
        await SubscribeAsync(socket, """[{"ticket":"t"},{"type":"myOrder","codes":["KRW-ETH"]},{"format":"SIMPLE"}]""");
        await scene.OrderAsync("""{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"10000"}""");
        await scene.OrderAsync("""{"market":"KRW-ETH","side":"bid","ord_type":"price","price":"10000"}""");
        JsonElement wait = await socket.NextAsync();

        Assert.Equal("KRW-ETH", Text(wait, "cd"));
        Shape.Equal(
            "ty:string cd:string uid:string ab:string ot:string s:string tuid:null p:number ap:number v:null rv:null ev:number tc:number rsf:number " +
            "rmf:number pf:number l:number ef:number tif:null tf:null im:null id:null smpt:null pv:number pl:number ttms:null otms:number tms:number st:string", wait);
    }

    [Fact]
    public async Task Subscribe_PublicTypeOnThePrivateSocket_IsRefused()
    {
        await using Scene scene = await Scene.SyntheticAsync();
        using RawSocket socket = await scene.PrivateSocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-BTC\"");

        Assert.Equal("INVALID_PARAM", Text((await socket.NextAsync()).GetProperty("error"), "name"));
    }

    /// <summary>KRW-BTC at 100,000,000, its tape at an end.</summary>
    internal static async Task<Scene> SettledAsync(Func<CoinPilot.Exchanges.Simulator.LocalExchangeOptions, CoinPilot.Exchanges.Simulator.LocalExchangeOptions>? set = null)
    {
        Scene scene = await Scene.ReplayAsync([(Bars.Btc, [Bars.At(0, 100_000_000, 100_000_000, 100_000_000, 100_000_000, 1)])], set);
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-BTC\"");
        await scene.UntilStateAsync(s => s.GetProperty("finished").GetBoolean());
        return scene;
    }

    /// <summary>Subscribes and waits until the exchange has taken it: there is no acknowledgement, so a list is asked for.</summary>
    private static async Task SubscribeAsync(RawSocket socket, string request)
    {
        await socket.SendAsync(request);
        await socket.SendAsync("""[{"ticket":"x"},{"method":"LIST_SUBSCRIPTIONS"}]""");
        await socket.NextAsync();
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static string Documented(string varying) =>
        "type:string code:string uuid:string ask_bid:string order_type:string state:string avg_price:number executed_volume:number trades_count:number " +
        "reserved_fee:number remaining_fee:number paid_fee:number locked:number executed_funds:number time_in_force:null identifier:string smp_type:null " +
        "prevented_volume:number prevented_locked:number order_timestamp:number timestamp:number stream_type:string " + varying;
}

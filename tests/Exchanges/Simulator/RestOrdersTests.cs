using System.Net;
using System.Text.Json;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Simulator;

public sealed class RestOrdersTests
{
    private const string Resting = """{"market":"KRW-BTC","side":"bid","ord_type":"limit","price":"90000000","volume":"0.01","identifier":"l1"}""";

    private const string OrderShape =
        "market:string uuid:string side:string ord_type:string price:string state:string created_at:string volume:string remaining_volume:string " +
        "executed_volume:string reserved_fee:string remaining_fee:string paid_fee:string locked:string prevented_volume:string prevented_locked:string " +
        "trades_count:number identifier:string";

    [Fact]
    public async Task Create_LimitBuy_AnswersCreatedWithTheDocumentedShape()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        Scene.Answer answer = await scene.OrderAsync(Resting);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Shape.Equal(OrderShape, answer.Json);
        Assert.Equal("wait", Text(answer.Json, "state"));
        Assert.Equal("900450", Text(answer.Json, "locked"));
        Assert.Equal("450", Text(answer.Json, "reserved_fee"));
        Assert.Equal("2025-09-01T21:01:00+09:00", Text(answer.Json, "created_at"));
    }

    [Fact]
    public async Task Create_MarketBuy_AnswersAsAcceptedAndLeavesNullsOut()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        JsonElement accepted = (await scene.OrderAsync("""{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"1000000","identifier":"m1"}""")).Json;
        JsonElement order = await scene.GetJsonAsync($"/v1/order?uuid={Text(accepted, "uuid")}");

        Assert.Equal(("wait", "0", "1000500"), (Text(accepted, "state"), Text(accepted, "executed_volume"), Text(accepted, "locked")));
        Assert.False(accepted.TryGetProperty("volume", out _));
        Assert.False(accepted.TryGetProperty("remaining_volume", out _));
        Assert.False(accepted.TryGetProperty("time_in_force", out _));
        Assert.Equal(("cancel", "0.0099999", "0"), (Text(order, "state"), Text(order, "executed_volume"), Text(order, "locked")));
        Shape.Equal(
            "market:string uuid:string price:string volume:string funds:string trend:string created_at:string side:string", order.GetProperty("trades")[0]);
        Assert.EndsWith(".000000+09:00", Text(order.GetProperty("trades")[0], "created_at"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ByIdentifierOrUuid_FindsTheOrderAndUuidWins()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        string uuid = Text((await scene.OrderAsync(Resting)).Json, "uuid")!;

        Shape.Equal(OrderShape + " trades:array", await scene.GetJsonAsync("/v1/order?identifier=l1"));
        Assert.Equal("l1", Text(await scene.GetJsonAsync($"/v1/order?uuid={uuid}&identifier=other"), "identifier"));
        Assert.Equal(HttpStatusCode.NotFound, (await scene.GetAsync("/v1/order?uuid=other&identifier=l1")).Status);
        Assert.Equal("order_not_found", (await scene.GetAsync("/v1/order?identifier=other")).ErrorName);
        Assert.Equal("invalid_parameter", (await scene.GetAsync("/v1/order")).ErrorName);
    }

    [Fact]
    public async Task Cancel_OpenOrder_AnswersAsItWasAndThenNotFound()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        await scene.OrderAsync(Resting);
        Scene.Answer cancel = await scene.SendAsync(HttpMethod.Delete, "/v1/order?identifier=l1");

        Assert.Equal((HttpStatusCode.OK, "wait"), (cancel.Status, Text(cancel.Json, "state")));
        Assert.Equal("cancel", Text(await scene.GetJsonAsync("/v1/order?identifier=l1"), "state"));
        Scene.Answer again = await scene.SendAsync(HttpMethod.Delete, "/v1/order?identifier=l1");
        Assert.Equal((HttpStatusCode.NotFound, "order_not_found"), (again.Status, again.ErrorName));
        Assert.Equal("order_not_found", (await scene.SendAsync(HttpMethod.Delete, "/v1/order?uuid=none")).ErrorName);
        Assert.Equal("QUERY_PARAMETER_NOT_SUPPORTED", (await scene.SendAsync(HttpMethod.Delete, "/v1/order?identifier=l1", "{}")).ErrorName);
    }

    [Fact]
    public async Task Open_SeveralOrders_ArePagedNewestFirst()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        for (int i = 0; i < 3; i++)
            await scene.OrderAsync(Resting.Replace("l1", $"o{i}", StringComparison.Ordinal));

        Assert.Equal(["o2", "o1", "o0"], await IdentifiersAsync(scene, "/v1/orders/open"));
        Assert.Equal(["o0", "o1", "o2"], await IdentifiersAsync(scene, "/v1/orders/open?market=KRW-BTC&states[]=wait&order_by=asc"));
        Assert.Equal(["o0"], await IdentifiersAsync(scene, "/v1/orders/open?limit=2&page=2"));
        Assert.Empty(await IdentifiersAsync(scene, "/v1/orders/open?state=watch"));
        Assert.Empty(await IdentifiersAsync(scene, "/v1/orders/open?market=KRW-ETH"));
        Assert.Equal("invalid_parameter", (await scene.GetAsync("/v1/orders/open?state=done")).ErrorName);
        Assert.Equal("invalid_parameter", (await scene.GetAsync("/v1/orders/open?limit=101")).ErrorName);
    }

    [Fact]
    public async Task Identifier_EverUsed_IsNeverTakenAgain()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        await scene.OrderAsync(Resting);
        Assert.Equal("duplicated_identifier", (await scene.OrderAsync(Resting)).ErrorName);
        await scene.SendAsync(HttpMethod.Delete, "/v1/order?identifier=l1");
        Scene.Answer afterEnd = await scene.OrderAsync(Resting);

        Assert.Equal((HttpStatusCode.BadRequest, "duplicated_identifier"), (afterEnd.Status, afterEnd.ErrorName));
        Assert.Equal(1, (await scene.GetJsonAsync("/control/orders")).GetArrayLength());
    }

    [Theory]
    [InlineData("""{"market":"KRW-NOPE","side":"bid","ord_type":"price","price":"10000"}""", "notfoundmarket")]
    [InlineData("""{"market":"krw-btc","side":"bid","ord_type":"price","price":"10000"}""", "notfoundmarket")]
    [InlineData("""{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"4999"}""", "under_min_total_bid")]
    [InlineData("""{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"1000000001"}""", "over_krw_funds_bid")]
    [InlineData("""{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"700000000"}""", "invalid_funds_bid")]
    [InlineData("""{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"10000000"}""", "insufficient_funds_bid")]
    [InlineData("""{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"1","volume":"1"}""", "validation_error")]
    [InlineData("""{"market":"KRW-BTC","side":"bid","ord_type":"price"}""", "validation_error")]
    [InlineData("""{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"x"}""", "invalid_funds_bid")]
    [InlineData("""{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"10000","time_in_force":"ioc"}""", "invalid_time_in_force")]
    [InlineData("""{"market":"KRW-BTC","side":"bid","ord_type":"limit","price":"100000500","volume":"0.01"}""", "invalid_price_bid")]
    [InlineData("""{"market":"KRW-BTC","side":"ask","ord_type":"limit","price":"100000500","volume":"0.01"}""", "invalid_price_ask")]
    [InlineData("""{"market":"KRW-BTC","side":"bid","ord_type":"limit","price":"100000000","volume":"0.010000001"}""", "invalid_volume_bid")]
    [InlineData("""{"market":"KRW-BTC","side":"ask","ord_type":"market","volume":"0"}""", "invalid_volume_ask")]
    [InlineData("""{"market":"KRW-BTC","side":"ask","ord_type":"market","volume":"0.01"}""", "insufficient_funds_ask")]
    [InlineData("""{"market":"KRW-BTC","side":"ask","ord_type":"market","volume":"0.00001"}""", "under_min_total_ask")]
    [InlineData("""{"market":"KRW-BTC","side":"ask","ord_type":"price","price":"10000"}""", "invalid_parameter")]
    [InlineData("""{"market":"KRW-BTC","side":"bid","ord_type":"limit","price":"100000000","volume":"0.01","time_in_force":"day"}""", "invalid_time_in_force")]
    [InlineData("""{"market":"KRW-BTC","side":"bid","ord_type":"limit","price":"100000000","volume":"0.01","time_in_force":"post_only","smp_type":"reduce"}""", "invalid_post_only")]
    [InlineData("""{"market":"KRW-BTC","side":"buy","ord_type":"price","price":"10000"}""", "validation_error")]
    [InlineData("""{"side":"bid","ord_type":"price","price":"10000"}""", "validation_error")]
    [InlineData("""{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"10000","identifier":"12345678901234567890123456789012345678901234567890123456789012345"}""", "validation_error")]
    [InlineData("market=KRW-BTC&side=bid", "bad_request")]
    [InlineData("[]", "bad_request")]
    public async Task Create_AgainstTheRules_IsRefusedByNameAndNothingIsPlaced(string body, string name)
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        Scene.Answer answer = await scene.OrderAsync(body);

        Assert.Equal((HttpStatusCode.BadRequest, name), (answer.Status, answer.ErrorName));
        Assert.Equal(0, (await scene.GetJsonAsync("/control/orders")).GetArrayLength());
    }

    [Theory]
    [InlineData("ioc", "cancel")]
    [InlineData("fok", "cancel")]
    [InlineData("post_only", "wait")]
    public async Task Create_TimeInForceBelowTheMarket_EndsAsItSays(string timeInForce, string state)
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        await scene.OrderAsync($$"""{"market":"KRW-BTC","side":"bid","ord_type":"limit","price":"90000000","volume":"0.01","time_in_force":"{{timeInForce}}","identifier":"t"}""");
        JsonElement order = await scene.GetJsonAsync("/v1/order?identifier=t");

        Assert.Equal((state, timeInForce), (Text(order, "state"), Text(order, "time_in_force")));
    }

    [Fact]
    public async Task Accounts_AfterTrading_ShowFreeLockedAndAveragePrice()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        await scene.OrderAsync("""{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"1000010"}""");
        await scene.OrderAsync("""{"market":"KRW-BTC","side":"ask","ord_type":"limit","price":"200000000","volume":"0.004"}""");
        JsonElement accounts = await scene.GetJsonAsync("/v1/accounts");

        Assert.Equal(2, accounts.GetArrayLength());
        Shape.Equal("currency:string balance:string locked:string avg_buy_price:string avg_buy_price_modified:bool unit_currency:string", accounts[1]);
        Assert.Equal(("KRW", "8999489.995"), (Text(accounts[0], "currency"), Text(accounts[0], "balance")));
        Assert.Equal(("BTC", "0.006", "0.004", "100001000"), (Text(accounts[1], "currency"), Text(accounts[1], "balance"), Text(accounts[1], "locked"), Text(accounts[1], "avg_buy_price")));
    }

    [Fact]
    public async Task Chance_OfAMarket_NamesFeesLimitsAndAccounts()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        JsonElement chance = await scene.GetJsonAsync("/v1/orders/chance?market=KRW-BTC");

        Shape.Equal(
            "bid_fee:string ask_fee:string maker_bid_fee:string maker_ask_fee:string market:object bid_account:object ask_account:object", chance);
        Shape.Equal(
            "id:string name:string order_types:array order_sides:array bid_types:array ask_types:array bid:object ask:object max_total:string state:string",
            chance.GetProperty("market"));
        Assert.Equal(("0.0005", "1000000000", "5000"), (
            Text(chance, "bid_fee"), Text(chance.GetProperty("market"), "max_total"), Text(chance.GetProperty("market").GetProperty("ask"), "min_total")));
        Assert.Equal("notfoundmarket", (await scene.GetAsync("/v1/orders/chance?market=KRW-NOPE")).ErrorName);
    }

    [Fact]
    public async Task ControlOrders_AllOrders_HaveTheirFillsWithFees()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        await scene.OrderAsync("""{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"1000010","identifier":"a"}""");
        await scene.OrderAsync(Resting);
        JsonElement orders = await scene.GetJsonAsync("/control/orders");

        Assert.Equal([("a", "done", "0.01", 1), ("l1", "wait", "0", 0)], orders.EnumerateArray().Select(o => (
            Text(o, "identifier")!, Text(o, "state")!, Text(o, "executed_volume")!, o.GetProperty("fills").GetArrayLength())));
        Assert.Equal("500.005", Text(orders[0].GetProperty("fills")[0], "fee"));
    }

    [Fact]
    public async Task Rules_OfTheExchange_AreTheOptions()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync(o => o with
        {
            OpeningCash = Money.Of(20_000),
            Rules = new CoinPilot.Matching.VenueRules { Fee = new FeeRate(1000) },
        });

        Assert.Equal("insufficient_funds_bid", (await scene.OrderAsync(
            """{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"20000"}""")).ErrorName);
        Assert.Equal("10010", Text((await scene.OrderAsync(
            """{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"10000"}""")).Json, "locked"));
        Assert.Equal("0.001", Text(await scene.GetJsonAsync("/v1/orders/chance?market=KRW-BTC"), "bid_fee"));
    }

    private static async Task<string[]> IdentifiersAsync(Scene scene, string path) =>
        [.. (await scene.GetJsonAsync(path)).EnumerateArray().Select(o => Text(o, "identifier")!)];

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}

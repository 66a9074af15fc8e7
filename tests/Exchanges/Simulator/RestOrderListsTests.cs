using System.Net;
using System.Text.Json;

namespace CoinPilot.Tests.Exchanges.Simulator;

public sealed class RestOrderListsTests
{
    [Fact]
    public async Task Closed_DoneAndCancelled_AreListedNewestFirstWithoutTrades()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        await PlaceAsync(scene, "rest");
        await PlaceAsync(scene, "gone");
        await scene.SendAsync(HttpMethod.Delete, "/v1/order?identifier=gone");
        await scene.OrderAsync("""{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"1000010","identifier":"done"}""");

        Assert.Equal(["done", "gone"], await IdentifiersAsync(scene, "/v1/orders/closed"));
        Assert.Equal(["gone", "done"], await IdentifiersAsync(scene, "/v1/orders/closed?order_by=asc&market=KRW-BTC"));
        Assert.Equal(["done"], await IdentifiersAsync(scene, "/v1/orders/closed?state=done"));
        Assert.Equal(["gone"], await IdentifiersAsync(scene, "/v1/orders/closed?states[]=cancel"));
        Assert.Equal(["done"], await IdentifiersAsync(scene, "/v1/orders/closed?limit=1"));
        Assert.False((await scene.GetJsonAsync("/v1/orders/closed"))[0].TryGetProperty("trades", out _));
    }

    [Fact]
    public async Task Closed_TimeWindow_CutsByWhenTheyWerePlacedAndIsAWeekAtMost()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        await scene.OrderAsync("""{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"1000010","identifier":"done"}""");
        long placed = (Scene.Opening + TimeSpan.FromMinutes(1)).UnixMillis;

        Assert.Equal(["done"], await IdentifiersAsync(scene, $"/v1/orders/closed?start_time={placed}&end_time={placed + 1}"));
        Assert.Empty(await IdentifiersAsync(scene, $"/v1/orders/closed?start_time={placed + 1}"));
        Assert.Empty(await IdentifiersAsync(scene, $"/v1/orders/closed?end_time={placed - 1}"));
        Assert.Equal(["done"], await IdentifiersAsync(scene, "/v1/orders/closed?start_time=2025-09-01T21:00:00%2B09:00"));
        Assert.Equal("invalid_parameter", (await scene.GetAsync($"/v1/orders/closed?start_time=0&end_time={placed}")).ErrorName);
        Assert.Equal("invalid_parameter", (await scene.GetAsync("/v1/orders/closed?start_time=today")).ErrorName);
        Assert.Equal("invalid_parameter", (await scene.GetAsync("/v1/orders/closed?limit=1001")).ErrorName);
        Assert.Equal("invalid_parameter", (await scene.GetAsync("/v1/orders/closed?state=wait")).ErrorName);
    }

    [Fact]
    public async Task Named_ByUuidsOrIdentifiers_AreFoundAndOthersPassedOver()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        string first = await PlaceAsync(scene, "o1");
        await PlaceAsync(scene, "o2");

        Assert.Equal(["o2", "o1"], await IdentifiersAsync(scene, "/v1/orders/uuids?identifiers[]=o1&identifiers[]=o2&identifiers[]=none"));
        Assert.Equal(["o1"], await IdentifiersAsync(scene, $"/v1/orders/uuids?uuids[]={first}&order_by=asc"));
        Assert.Equal("invalid_parameter", (await scene.GetAsync("/v1/orders/uuids")).ErrorName);
        Assert.Equal("invalid_parameter", (await scene.GetAsync("/v1/orders/uuids?" + Repeat("uuids[]=x", 101))).ErrorName);
    }

    [Fact]
    public async Task CancelNamed_SomeOpen_TellsWhichWereCancelledAndWhichNot()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        string uuid = await PlaceAsync(scene, "o1");
        JsonElement answer = (await scene.SendAsync(HttpMethod.Delete, "/v1/orders/uuids?identifiers[]=o1&identifiers[]=none")).Json;

        Assert.Equal(
            $$$"""{"success":{"count":1,"orders":[{"uuid":"{{{uuid}}}","market":"KRW-BTC","identifier":"o1"}]},"failed":{"count":1,"orders":[{"identifier":"none"}]}}""",
            answer.GetRawText());
        Assert.Empty(await IdentifiersAsync(scene, "/v1/orders/open"));
        Assert.Equal("invalid_parameter", (await scene.SendAsync(HttpMethod.Delete, "/v1/orders/uuids?" + Repeat("uuids[]=x", 21))).ErrorName);
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("?count=2", 2)]
    [InlineData("?cancel_side=ask", 0)]
    [InlineData("?pairs=KRW-ETH,KRW-BTC", 3)]
    [InlineData("?quote_currencies=KRW&excluded_pairs=KRW-BTC", 0)]
    public async Task CancelOpen_Filtered_CancelsThoseAlone(string query, int cancelled)
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        for (int i = 0; i < 3; i++)
            await PlaceAsync(scene, $"o{i}");
        JsonElement answer = (await scene.SendAsync(HttpMethod.Delete, "/v1/orders/open" + query)).Json;

        Assert.Equal(cancelled, answer.GetProperty("success").GetProperty("count").GetInt32());
        Assert.Equal(3 - cancelled, (await IdentifiersAsync(scene, "/v1/orders/open")).Length);
    }

    [Fact]
    public async Task CancelAndNew_OpenOrder_AnswersTheOldOneAndNamesTheNewOne()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        string old = await PlaceAsync(scene, "o1");
        Scene.Answer answer = await ReplaceAsync(scene, """{"prev_order_identifier":"o1","new_ord_type":"limit","new_price":"80000000","new_volume":"remain_only","new_identifier":"o2"}""");
        string? fresh = answer.Json.GetProperty("new_order_uuid").GetString();

        Assert.Equal((HttpStatusCode.Created, old, "wait", "o2"), (answer.Status, Text(answer.Json, "uuid"), Text(answer.Json, "state"), Text(answer.Json, "new_order_identifier")));
        JsonElement order = await scene.GetJsonAsync($"/v1/order?uuid={fresh}");
        Assert.Equal(("o2", "80000000", "0.01", "wait"), (Text(order, "identifier"), Text(order, "price"), Text(order, "volume"), Text(order, "state")));
        Assert.Equal("cancel", Text(await scene.GetJsonAsync("/v1/order?identifier=o1"), "state"));
    }

    [Theory]
    [InlineData("""{"new_ord_type":"limit","new_price":"80000000","new_volume":"0.01"}""", "validation_error")]
    [InlineData("""{"prev_order_identifier":"o1","new_price":"80000000","new_volume":"0.01"}""", "validation_error")]
    [InlineData("""{"prev_order_identifier":"none","new_ord_type":"limit","new_price":"80000000","new_volume":"0.01"}""", "order_not_found")]
    [InlineData("""{"prev_order_identifier":"o1","new_ord_type":"limit","new_price":"80000500","new_volume":"0.01"}""", "invalid_price_bid")]
    [InlineData("""{"prev_order_identifier":"o1","new_ord_type":"limit","new_price":"80000000","new_volume":"0.01","new_identifier":"o1"}""", "duplicated_identifier")]
    [InlineData("[]", "bad_request")]
    public async Task CancelAndNew_AgainstTheRules_IsRefusedAndTheOldOneStays(string body, string name)
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        await PlaceAsync(scene, "o1");

        Assert.Equal(name, (await ReplaceAsync(scene, body)).ErrorName);
        Assert.Equal(["o1"], await IdentifiersAsync(scene, "/v1/orders/open"));
    }

    [Fact]
    public async Task Try_AnOrder_ChecksItAndPlacesNothing()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        const string Body = """{"market":"KRW-BTC","side":"bid","ord_type":"limit","price":"90000000","volume":"0.01","identifier":"t"}""";
        Scene.Answer answer = await scene.SendAsync(HttpMethod.Post, "/v1/orders/test", Body);

        Assert.Equal((HttpStatusCode.Created, "900450"), (answer.Status, Text(answer.Json, "locked")));
        Assert.Equal("order_not_found", (await scene.GetAsync($"/v1/order?uuid={Text(answer.Json, "uuid")}")).ErrorName);
        Assert.Equal("invalid_price_bid", (await scene.SendAsync(HttpMethod.Post, "/v1/orders/test", Body.Replace("90000000", "90000500", StringComparison.Ordinal))).ErrorName);
        Assert.Equal(HttpStatusCode.Created, (await scene.OrderAsync(Body)).Status);
    }

    [Fact]
    public async Task Cancel_InTheVenuesOwnTime_LeavesTheOrderOpenMeanwhile()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync(o => o with { CancelLatency = TimeSpan.FromSeconds(1) });
        await PlaceAsync(scene, "o1");
        await PlaceAsync(scene, "o2");
        await scene.SendAsync(HttpMethod.Delete, "/v1/order?identifier=o1");
        string? fresh = Text((await ReplaceAsync(scene, """{"prev_order_identifier":"o2","new_ord_type":"limit","new_price":"80000000","new_volume":"0.01"}""")).Json, "new_order_uuid");

        Assert.Equal(["o2", "o1"], await IdentifiersAsync(scene, "/v1/orders/open"));
        Assert.Equal("order_not_found", (await scene.GetAsync($"/v1/order?uuid={fresh}")).ErrorName);
        await scene.UntilStateAsync(s => s.GetProperty("orders").GetInt32() == 3);
        Assert.Equal("wait", Text(await scene.GetJsonAsync($"/v1/order?uuid={fresh}"), "state"));
        Assert.Equal(["o2", "o1"], await IdentifiersAsync(scene, "/v1/orders/closed"));
    }

    private static Task<Scene.Answer> ReplaceAsync(Scene scene, string body) => scene.SendAsync(HttpMethod.Post, "/v1/orders/cancel_and_new", body);

    private static async Task<string> PlaceAsync(Scene scene, string identifier) => Text((await scene.OrderAsync(
        $$"""{"market":"KRW-BTC","side":"bid","ord_type":"limit","price":"90000000","volume":"0.01","identifier":"{{identifier}}"}""")).Json, "uuid")!;

    private static async Task<string[]> IdentifiersAsync(Scene scene, string path) =>
        [.. (await scene.GetJsonAsync(path)).EnumerateArray().Select(o => Text(o, "identifier")!)];

    private static string Repeat(string pair, int count) => string.Join('&', Enumerable.Repeat(pair, count));

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}

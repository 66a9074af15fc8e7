using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using CoinPilot.Exchanges.Simulator;
using CoinPilot.MarketData;

namespace CoinPilot.Tests.Exchanges.Simulator;

/// <summary>Each fault switch does what it says, where it says, as often as it says.</summary>
public sealed class FaultTests
{
    private const string Limit = """{"market":"KRW-BTC","side":"bid","ord_type":"limit","price":"90000000","volume":"0.01","identifier":"f"}""";

    private static readonly Candle[] Minutes = Bars.Random(4, 30, 100_000_000m, 1000m, gapEvery: 50);

    [Fact]
    public async Task DropSocket_Once_CutsWithoutACloseFrameAndStrikesNoMore()
    {
        await using Scene scene = await Scene.SyntheticAsync(o => o with { Speed = 600 });
        await SetAsync(scene, """{"fault":"drop_socket","socket":"public","count":1}""");
        using (RawSocket socket = await scene.SocketAsync())
        {
            await socket.SubscribeAsync("trade", "\"KRW-BTC\"");
            await Assert.ThrowsAsync<WebSocketException>(async () => await ReadOnAsync(socket, 100_000));
            Assert.Null(socket.CloseStatus);
        }
        using RawSocket again = await scene.SocketAsync();
        await again.SubscribeAsync("trade", "\"KRW-BTC\"");
        await ReadOnAsync(again, 20);
        Assert.Equal(0, (await scene.GetJsonAsync("/control/state")).GetProperty("subscribers_cut_off").GetInt32());
    }

    [Fact]
    public async Task MuteSocket_ForASymbol_LosesItsFramesAndKeepsTheConnection()
    {
        await using Scene scene = await Scene.SyntheticAsync(o => o with { Speed = 600 });
        await SetAsync(scene, """{"fault":"mute_socket","symbol":"KRW-BTC"}""");
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-BTC\",\"KRW-ETH\"", ",\"is_only_realtime\":true");

        for (int i = 0; i < 30; i++)
            Assert.Equal("KRW-ETH", (await socket.NextAsync()).GetProperty("code").GetString());
        await scene.SendAsync(HttpMethod.Delete, "/control/faults");
        await socket.NextAsync(m => m.GetProperty("code").GetString() == "KRW-BTC");
    }

    [Fact]
    public async Task IdleTimeout_Set_DropsAnIdleSocketSooner()
    {
        await using Scene scene = await Scene.SyntheticAsync();
        await SetAsync(scene, """{"fault":"idle_timeout","ms":100}""");
        using RawSocket socket = await scene.SocketAsync();

        await Assert.ThrowsAsync<WebSocketException>(socket.NextTextAsync);
        Assert.Equal(1, Struck(await scene.GetJsonAsync("/control/faults")));
    }

    [Fact]
    public async Task DuplicateTrade_Twice_SendsTwoTradesTwice()
    {
        long[] ids = await TradeIdsAsync("""{"faults":[{"fault":"duplicate_trade","count":2}]}""", extra: 2);

        Assert.Equal(ids.Length - 2, ids.Distinct().Count());
        Assert.Equal((ids[0], ids[2]), (ids[1], ids[3]));
    }

    [Fact]
    public async Task ReorderTrade_Once_SwapsATradeWithTheNext()
    {
        long[] ids = await TradeIdsAsync("""{"faults":[{"fault":"reorder_trade","count":1}]}""", extra: 0);

        Assert.True(ids[0] > ids[1]);
        Assert.Equal(ids.Order(), new[] { ids[1], ids[0] }.Concat(ids[2..]));
    }

    [Fact]
    public async Task LateCandle_HeldBack_ComesAfterTheNextCandleHasBegun()
    {
        await using Scene scene = await Scene.ReplayAsync(
            [(Bars.Btc, [Bars.At(0, 100, 100, 100, 100, 1), Bars.At(1, 110, 110, 110, 110, 1), Bars.At(2, 110, 110, 110, 110, 1), Bars.At(5, 120, 120, 120, 120, 1)])],
            o => o with { FaultScenario = """{"faults":[{"fault":"late_candle","ms":90000,"count":1}]}""" });
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("candle.1m", "\"KRW-BTC\"");
        var starts = new List<string>();
        for (int i = 0; i < 4; i++)
            starts.Add((await socket.NextAsync()).GetProperty("candle_date_time_utc").GetString()![14..16]);

        Assert.Equal(["01", "00", "02", "05"], starts);
    }

    [Fact]
    public async Task SlowAnswer_OfAnEndpoint_ComesLaterThanOthers()
    {
        await using Scene scene = await Scene.SyntheticAsync();
        await SetAsync(scene, """{"fault":"slow_answer","endpoint":"GET /v1/accounts","ms":400,"count":1}""");
        long began = System.Diagnostics.Stopwatch.GetTimestamp();
        Task<Scene.Answer> slow = scene.GetAsync("/v1/accounts");
        await scene.GetAsync("/v1/market/all");
        await slow;

        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalMilliseconds, 350, 10_000);
        Assert.Equal(1, Struck(await scene.GetJsonAsync("/control/faults")));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(418)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task AnswerStatus_OfAGroup_CarriesNothingOut(int status)
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        await SetAsync(scene, $$"""{"fault":"answer_status","group":"order","status":{{status}},"count":1}""");

        Assert.Equal(status, (int)(await scene.OrderAsync(Limit)).Status);
        Assert.Equal("order_not_found", (await scene.GetAsync("/v1/order?identifier=f")).ErrorName);
        Assert.Equal(HttpStatusCode.Created, (await scene.OrderAsync(Limit)).Status);
    }

    [Fact]
    public async Task AcceptUnanswered_NewOrder_StandsThoughNobodyWasTold()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        await SetAsync(scene, """{"fault":"accept_unanswered","endpoint":"POST /v1/orders","count":1}""");
        await Assert.ThrowsAsync<HttpRequestException>(() => scene.OrderAsync(Limit));

        Assert.Equal("wait", (await scene.GetJsonAsync("/v1/order?identifier=f")).GetProperty("state").GetString());
        Assert.Equal("duplicated_identifier", (await scene.OrderAsync(Limit)).ErrorName);
    }

    [Fact]
    public async Task AcceptUnanswered_WithAStatus_AnswersThatAndTheOrderStands()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        await SetAsync(scene, """{"fault":"accept_unanswered","group":"order","status":500,"count":1}""");

        Assert.Equal("internal_server_error", (await scene.OrderAsync(Limit)).ErrorName);
        Assert.Equal("wait", (await scene.GetJsonAsync("/v1/order?identifier=f")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task RefuseOrder_Set_RefusesWithQuotaLeft()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync(o => o with { Limits = new RateLimits() });
        await SetAsync(scene, """{"fault":"refuse_order","symbol":"KRW-BTC"}""");
        Scene.Answer refused = await scene.OrderAsync(Limit);

        Assert.Equal((HttpStatusCode.BadRequest, "create_bid_error", "group=order; min=480; sec=7"), (refused.Status, refused.ErrorName, refused.Remaining));
    }

    [Fact]
    public async Task Maintenance_Set_ClosesPrivateCallsAndNewSockets()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        await SetAsync(scene, """{"fault":"maintenance"}""");
        Scene.Answer refused = await scene.OrderAsync(Limit);

        Assert.Equal((HttpStatusCode.Forbidden, "market_offline"), (refused.Status, refused.ErrorName));
        Assert.Equal(HttpStatusCode.OK, (await scene.GetAsync("/v1/market/all")).Status);
        await Assert.ThrowsAsync<WebSocketException>(scene.SocketAsync);
        await scene.SendAsync(HttpMethod.Delete, "/control/faults");
        Assert.Equal(HttpStatusCode.Created, (await scene.OrderAsync(Limit)).Status);
    }

    [Fact]
    public async Task ClockSkew_Set_MovesTheFramesTimestampAndTheDateHeader()
    {
        await using Scene scene = await Scene.SyntheticAsync(o => o with { FaultScenario = """{"faults":[{"fault":"clock_skew","ms":-3600000}]}""" });
        await scene.UntilStateAsync(s => s.GetProperty("time").GetInt64() > Scene.Opening.UnixMillis);
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-BTC\"");
        JsonElement trade = await socket.NextAsync();

        Assert.Equal(trade.GetProperty("trade_timestamp").GetInt64() - 3_600_000, trade.GetProperty("timestamp").GetInt64());
        DateTimeOffset date = await scene.DateAsync("/v1/market/all");
        Assert.InRange((DateTimeOffset.UtcNow - date).TotalMinutes, 59, 62);
        Assert.Equal(1, Struck(await scene.GetJsonAsync("/control/faults")));
    }

    [Fact]
    public async Task Switch_OutsideItsTime_DoesNotStrike()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        await SetAsync(scene, """{"fault":"maintenance","after_s":60}""");
        await SetAsync(scene, """{"fault":"maintenance","from":"2025-09-01T00:00:00Z","until":"2025-09-01T12:00:00Z"}""");

        Assert.Equal(HttpStatusCode.Created, (await scene.OrderAsync(Limit)).Status);
        JsonElement listed = await scene.GetJsonAsync("/control/faults");
        Assert.Equal([false, false], listed.EnumerateArray().Select(f => f.GetProperty("active").GetBoolean()));
        Assert.Equal(1, (await scene.SendAsync(HttpMethod.Delete, "/control/faults?id=1")).Json.GetArrayLength());
        Assert.Equal("fault_not_found", (await scene.SendAsync(HttpMethod.Delete, "/control/faults?id=9")).ErrorName);
    }

    [Fact]
    public async Task Probability_WithASeed_GivesTheSameFaultsAgain()
    {
        async Task<string> RunAsync(int seed)
        {
            await using Scene scene = await PrivateSocketTests.SettledAsync(o => o with
            {
                FaultScenario = $$"""{"seed":{{seed}},"faults":[{"fault":"answer_status","status":500,"probability":0.5}]}""",
            });
            string all = "";
            for (int i = 0; i < 40; i++)
                all += (await scene.GetAsync("/v1/accounts")).Status == HttpStatusCode.OK ? '.' : 'x';
            return all;
        }

        string first = await RunAsync(7);
        Assert.Equal(first, await RunAsync(7));
        Assert.NotEqual(first, await RunAsync(8));
        Assert.InRange(first.Count(c => c == 'x'), 8, 32);
    }

    [Theory]
    [InlineData("""{"faults":[{"fault":"maintenance"},{"fault":"flood"}]}""", "faults[1].fault")]
    [InlineData("""{"faults":[{"fault":"slow_answer"}]}""", "faults[0].ms")]
    [InlineData("""{"faults":[{"fault":"answer_status","status":200}]}""", "faults[0].status")]
    [InlineData("""{"faults":[{"fault":"maintenance","probability":2}]}""", "faults[0].probability")]
    [InlineData("""{"faults":[{"fault":"maintenance","from":"noon"}]}""", "faults[0].from")]
    [InlineData("""{"faults":[{"fault":"maintenance","often":1}]}""", "faults[0].often")]
    [InlineData("""{"faults":[{"fault":"maintenance","socket":"both"}]}""", "faults[0].socket")]
    [InlineData("""{"fault":"maintenance"}""", "faults")]
    [InlineData("{\n\"faults\":[\n{]}", "line 3")]
    public async Task Scenario_Wrong_IsRefusedByItsPlace(string scenario, string place)
    {
        FormatException wrong = await Assert.ThrowsAsync<FormatException>(() => Scene.SyntheticAsync(o => o with { FaultScenario = scenario }));

        Assert.StartsWith(place, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_WrongFault_IsRefusedByItsField()
    {
        await using Scene scene = await Scene.SyntheticAsync();
        Scene.Answer answer = await scene.SendAsync(HttpMethod.Post, "/control/faults", """{"fault":"maintenance","count":0}""");

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_fault"), (answer.Status, answer.ErrorName));
        Assert.Contains("fault.count", answer.Text, StringComparison.Ordinal);
    }

    private static async Task<long[]> TradeIdsAsync(string scenario, int extra)
    {
        await using Scene scene = await Scene.ReplayAsync([(Bars.Btc, Minutes)], o => o with { FaultScenario = scenario });
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-BTC\"");
        JsonElement state = await scene.UntilStateAsync(s => s.GetProperty("finished").GetBoolean());
        var ids = new List<long>();
        while (ids.Count < state.GetProperty("trades").GetInt32() + extra)
            ids.Add((await socket.NextAsync()).GetProperty("sequential_id").GetInt64());
        return [.. ids];
    }

    private static async Task ReadOnAsync(RawSocket socket, int frames)
    {
        for (int i = 0; i < frames; i++)
            await socket.NextAsync();
    }

    private static async Task SetAsync(Scene scene, string fault) =>
        Assert.Equal(HttpStatusCode.OK, (await scene.SendAsync(HttpMethod.Post, "/control/faults", fault)).Status);

    private static int Struck(JsonElement faults) => faults[0].GetProperty("struck").GetInt32();
}

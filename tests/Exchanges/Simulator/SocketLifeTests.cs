using System.Net.WebSockets;
using System.Text.Json;
using CoinPilot.Exchanges.Simulator;

namespace CoinPilot.Tests.Exchanges.Simulator;

public sealed class SocketLifeTests
{
    [Theory]
    [InlineData("hello", "WRONG_FORMAT")]
    [InlineData("""{"ticket":"t"}""", "WRONG_FORMAT")]
    [InlineData("""["t"]""", "WRONG_FORMAT")]
    [InlineData("[]", "NO_TICKET")]
    [InlineData("""[{"type":"trade","codes":["KRW-BTC"]}]""", "NO_TICKET")]
    [InlineData("""[{"ticket":"t"}]""", "NO_TYPE")]
    [InlineData("""[{"ticket":"t"},{"codes":["KRW-BTC"]}]""", "NO_TYPE")]
    [InlineData("""[{"ticket":"t"},{"type":"trade"}]""", "NO_CODES")]
    [InlineData("""[{"ticket":"t"},{"type":"trade","codes":"KRW-BTC"}]""", "WRONG_FORMAT")]
    [InlineData("""[{"ticket":"t"},{"type":"trade","codes":["KRW-BTC"],"is_only_snapshot":"yes"}]""", "WRONG_FORMAT")]
    [InlineData("""[{"ticket":"t"},{"type":"trades","codes":["KRW-BTC"]}]""", "INVALID_PARAM")]
    [InlineData("""[{"ticket":"t"},{"type":"myOrder"}]""", "INVALID_PARAM")]
    [InlineData("""[{"ticket":"t"},{"type":"trade","codes":["KRW-BTC"]},{"format":"XML"}]""", "INVALID_PARAM")]
    public async Task Request_Malformed_IsAnsweredByNameThenClosedNormally(string request, string name)
    {
        await using Scene scene = await Scene.SyntheticAsync();
        using RawSocket socket = await scene.SocketAsync();
        await socket.SendAsync(request);
        JsonElement error = (await socket.NextAsync()).GetProperty("error");

        Assert.Equal(name, error.GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.String, error.GetProperty("message").ValueKind);
        Assert.Null(await socket.NextTextAsync());
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task Request_MoreThanAllowed_IsRefusedAndClosed()
    {
        await using Scene scene = await Scene.SyntheticAsync(o => o with { Limits = new RateLimits { SocketMessagesPerMinute = 3 } });
        using RawSocket socket = await scene.SocketAsync();
        for (int i = 0; i < 4; i++)
            await socket.SendAsync("PING");

        Assert.Equal("TOO_MANY_REQUEST", (await socket.NextAsync(m => m.TryGetProperty("error", out _))).GetProperty("error").GetProperty("name").GetString());
        Assert.Null(await socket.NextTextAsync());
    }

    [Fact]
    public async Task Text_Ping_StartsTheStatusOnce()
    {
        await using Scene scene = await Scene.SyntheticAsync(o => o with { StatusInterval = TimeSpan.FromMilliseconds(20) });
        using RawSocket socket = await scene.SocketAsync();
        await socket.SendAsync("PING");

        for (int i = 0; i < 3; i++)
            Assert.Equal("""{"status":"UP"}""", await socket.NextTextAsync());
        Assert.Equal(WebSocketMessageType.Binary, socket.LastType);
    }

    [Fact]
    public async Task Idle_TooLong_IsDroppedWithoutACloseFrame()
    {
        await using Scene scene = await Scene.SyntheticAsync(o => o with { SocketIdleTimeout = TimeSpan.FromMilliseconds(100) });
        using RawSocket socket = await scene.SocketAsync();

        await Assert.ThrowsAsync<WebSocketException>(socket.NextTextAsync);
        Assert.Null(socket.CloseStatus);
        await scene.UntilStateAsync(s => s.GetProperty("subscribers").GetInt32() == 0);
    }

    [Fact]
    public async Task Client_Pings_AreAnsweredAndKeepTheConnection()
    {
        await using Scene scene = await Scene.SyntheticAsync(o => o with { SocketIdleTimeout = TimeSpan.FromSeconds(1) });
        using RawSocket socket = await RawSocket.ConnectAsync(scene.Exchange.Uri, set: o =>
        {
            o.KeepAliveInterval = TimeSpan.FromMilliseconds(50);
            o.KeepAliveTimeout = TimeSpan.FromSeconds(5);
        });
        Task<string?> next = socket.NextTextAsync();
        await scene.UntilStateAsync(s => Elapsed(s) > 2_500);

        // Two idle times have passed: without the pings the connection were gone.
        Assert.False(next.IsCompleted);
        await socket.SubscribeAsync("trade", "\"KRW-BTC\"");
        Assert.Contains("KRW-BTC", await next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_Closes_IsAnsweredWithAClose()
    {
        await using Scene scene = await Scene.SyntheticAsync();
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-BTC\"");
        await socket.NextAsync();
        await socket.CloseAsync();

        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        await scene.UntilStateAsync(s => s.GetProperty("subscribers").GetInt32() == 0);
    }

    [Fact]
    public async Task SlowConsumer_OfALiveMarket_IsCutOffAndTheMarketGoesOn()
    {
        await using Scene scene = await Scene.SyntheticAsync(o => o with { Speed = 20_000, SubscriberQueueLimit = 50 });
        using RawSocket slow = await scene.SocketAsync();
        await slow.SendAsync(
            """[{"ticket":"t"},{"type":"trade","codes":["KRW-BTC","KRW-ETH","KRW-XRP"]},{"type":"ticker","codes":["KRW-BTC","KRW-ETH","KRW-XRP"]}]""");
        JsonElement cut = await scene.UntilStateAsync(s => s.GetProperty("subscribers_cut_off").GetInt32() == 1);

        await scene.UntilStateAsync(s => s.GetProperty("trades").GetInt64() > cut.GetProperty("trades").GetInt64());
        await Assert.ThrowsAsync<WebSocketException>(async () =>
        {
            while (true)
                await slow.NextAsync();
        });
    }

    [Fact]
    public async Task StalledConsumer_OfAReplay_IsCutOffInTheEnd()
    {
        await using Scene scene = await Scene.ReplayAsync(
            [(Bars.Btc, Bars.Random(3, 30_000, 100_000_000m, 1000m, gapEvery: 50))],
            o => o with { SubscriberQueueLimit = 200, SubscriberStallTimeout = TimeSpan.FromMilliseconds(200) });
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-BTC\"");

        await scene.UntilStateAsync(s => s.GetProperty("subscribers_cut_off").GetInt32() == 1 && s.GetProperty("finished").GetBoolean());
    }

    [Fact]
    public async Task Path_WithoutUpgrade_IsABadRequest()
    {
        await using Scene scene = await Scene.SyntheticAsync();

        Assert.Equal(400, (int)(await scene.GetAsync("/websocket/v1")).Status);
    }

    private static long Elapsed(JsonElement state) => state.GetProperty("time").GetInt64() - Scene.Opening.UnixMillis;
}

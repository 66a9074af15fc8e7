using System.Net;
using System.Net.WebSockets;
using CoinPilot.Exchanges.Simulator;

namespace CoinPilot.Tests.Exchanges.Simulator;

public sealed class RestLimitsTests
{
    private readonly StoppedTime _time = new(Scene.Opening.ToDateTimeOffset());

    [Fact]
    public async Task Refusal_AsJson_HasAnErrorName()
    {
        await using Scene scene = await LimitedAsync(new RateLimits { Market = 1, RefusalBody = RefusalBody.Json });
        await scene.GetAsync("/v1/market/all");
        Scene.Answer refused = await scene.GetAsync("/v1/market/all");

        Assert.Equal((HttpStatusCode.TooManyRequests, "too_many_requests"), (refused.Status, refused.ErrorName));
    }

    [Fact]
    public async Task Caller_GoesOnWhileRefused_IsBlockedForLongerEachTime()
    {
        await using Scene scene = await LimitedAsync(new RateLimits { Market = 1, RefusalsBeforeBlock = 2, FirstBlock = TimeSpan.FromSeconds(30) });
        async Task<int> StatusAsync(string path = "/v1/market/all") => (int)(await scene.GetAsync(path)).Status;
        async Task<string> FiveAsync()
        {
            var all = new List<int>();
            while (all.Count < 5)
                all.Add(await StatusAsync());
            return string.Join(' ', all);
        }

        Assert.Equal("200 429 429 429 418", await FiveAsync());
        Assert.Equal(418, await StatusAsync("/v1/ticker?markets=KRW-BTC"));
        Assert.Equal(200, await StatusAsync("/v1/accounts"));
        Assert.Contains("30 seconds", (await scene.GetAsync("/v1/market/all")).Text, StringComparison.Ordinal);
        _time.Now += TimeSpan.FromSeconds(30);
        Assert.Equal("200 429 429 429 418", await FiveAsync());
        _time.Now += TimeSpan.FromSeconds(59);
        Assert.Equal(418, await StatusAsync());
        _time.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(200, await StatusAsync());
    }

    [Fact]
    public async Task Origin_OnAPublicCall_AllowsOneInTenSeconds()
    {
        await using Scene scene = await LimitedAsync(new RateLimits());
        Task<Scene.Answer> AskAsync() => scene.SendAsync(HttpMethod.Get, "/v1/market/all", origin: "https://example.com");

        Assert.Equal("group=origin; min=6; sec=0", (await AskAsync()).Remaining);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await AskAsync()).Status);
        Assert.Equal(HttpStatusCode.OK, (await scene.GetAsync("/v1/market/all")).Status);
        _time.Now += TimeSpan.FromSeconds(10);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync()).Status);
    }

    [Fact]
    public async Task CancelOfAll_Twice_IsRefusedForTwoSeconds()
    {
        await using Scene scene = await LimitedAsync(new RateLimits());
        Task<Scene.Answer> CancelAsync() => scene.SendAsync(HttpMethod.Delete, "/v1/orders/open");

        Assert.Equal("group=order-cancel-all; min=30; sec=0", (await CancelAsync()).Remaining);
        _time.Now += TimeSpan.FromSeconds(1.5);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await CancelAsync()).Status);
        _time.Now += TimeSpan.FromSeconds(0.6);
        Assert.Equal(HttpStatusCode.OK, (await CancelAsync()).Status);
    }

    [Fact]
    public async Task Sockets_MoreThanASecondAllows_AreRefused()
    {
        await using Scene scene = await LimitedAsync(new RateLimits { SocketConnects = 2 });
        using RawSocket first = await scene.SocketAsync();
        using RawSocket second = await scene.SocketAsync();

        await Assert.ThrowsAsync<WebSocketException>(scene.SocketAsync);
        _time.Now += TimeSpan.FromSeconds(1);
        using RawSocket third = await scene.SocketAsync();
    }

    private Task<Scene> LimitedAsync(RateLimits limits) => Scene.SyntheticAsync(o => o with { Limits = limits, Time = _time });
}

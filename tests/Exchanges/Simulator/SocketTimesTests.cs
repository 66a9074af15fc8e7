using System.Net.WebSockets;
using System.Text.Json;
using CoinPilot.Exchanges.Simulator;
using CoinPilot.Tests.Exchanges.Upbit;

namespace CoinPilot.Tests.Exchanges.Simulator;

/// <summary>The venue's own times and limits on sockets, by a clock that moves when told.</summary>
public sealed class SocketTimesTests
{
    private const string ListRequest = """[{"ticket":"x"},{"method":"LIST_SUBSCRIPTIONS"}]""";

    [Fact]
    public async Task Status_AfterOnePing_ComesEveryTenSeconds()
    {
        var time = new FakeTime();
        await using Scene scene = await Scene.SyntheticAsync(o => o with { Time = time });
        using RawSocket socket = await scene.SocketAsync();
        await socket.SendAsync("PING");
        await ListedAsync(socket);

        for (int i = 0; i < 3; i++)
        {
            time.Advance(TimeSpan.FromSeconds(9.9));
            await ListedAsync(socket);
            time.Advance(TimeSpan.FromSeconds(0.1));
            Assert.Equal("""{"status":"UP"}""", await socket.NextTextAsync());
        }
    }

    [Theory]
    [InlineData(null, 120)]
    [InlineData(60, 60)]
    public async Task Silence_OfTheIdleTime_EndsTheSocketAndNotBefore(int? set, int seconds)
    {
        var time = new FakeTime();
        await using Scene scene = await Scene.SyntheticAsync(
            o => set is { } idle ? o with { Time = time, SocketIdleTimeout = TimeSpan.FromSeconds(idle) } : o with { Time = time });
        using RawSocket socket = await scene.SocketAsync();
        await ListedAsync(socket);
        time.Advance(TimeSpan.FromSeconds(seconds - 1));
        await ListedAsync(socket);
        time.Advance(TimeSpan.FromSeconds(seconds - 1));
        await ListedAsync(socket);
        Task<string?> next = socket.NextTextAsync();

        await Assert.ThrowsAsync<WebSocketException>(async () =>
        {
            await scene.UntilStateAsync(s =>
            {
                time.Advance(TimeSpan.FromSeconds(seconds + 1));
                return s.GetProperty("subscribers").GetInt32() == 0;
            });
            await next;
        });
        Assert.Null(socket.CloseStatus);
    }

    [Fact]
    public async Task Messages_MoreThanFiveInASecond_AreRefusedAndClosed()
    {
        var time = new StoppedTime(Scene.Opening.ToDateTimeOffset());
        await using Scene scene = await LimitedAsync(time);
        using RawSocket socket = await scene.SocketAsync();
        await ListedAsync(socket, times: 5);
        time.Now += TimeSpan.FromSeconds(1);
        await ListedAsync(socket, times: 5);

        await AssertRefusedAsync(socket);
    }

    [Fact]
    public async Task Messages_MoreThanAHundredInAMinute_AreRefusedAndClosed()
    {
        var time = new StoppedTime(Scene.Opening.ToDateTimeOffset());
        await using Scene scene = await LimitedAsync(time);
        using RawSocket socket = await scene.SocketAsync();
        using RawSocket other = await scene.SocketAsync();
        for (int second = 0; second < 20; second++)
        {
            await ListedAsync(socket, times: 5);
            time.Now += TimeSpan.FromSeconds(1);
        }
        await ListedAsync(other);

        await AssertRefusedAsync(socket);
    }

    [Fact]
    public async Task Messages_OfTheNextMinute_CountAnew()
    {
        var time = new StoppedTime(Scene.Opening.ToDateTimeOffset());
        await using Scene scene = await LimitedAsync(time);
        using RawSocket socket = await scene.SocketAsync();
        for (int second = 0; second < 120; second += 3)
        {
            await ListedAsync(socket, times: 5);
            time.Now += TimeSpan.FromSeconds(3);
        }
    }

    [Fact]
    public async Task Connects_MoreThanFiveInASecond_AreRefused()
    {
        var time = new StoppedTime(Scene.Opening.ToDateTimeOffset());
        await using Scene scene = await LimitedAsync(time);
        for (int i = 0; i < 5; i++)
            (await scene.SocketAsync()).Dispose();

        await Assert.ThrowsAsync<WebSocketException>(scene.SocketAsync);
        time.Now += TimeSpan.FromSeconds(1);
        (await scene.SocketAsync()).Dispose();
    }

    private static async Task AssertRefusedAsync(RawSocket socket)
    {
        await socket.SendAsync(ListRequest);
        JsonElement refused = await socket.NextAsync();
        Assert.Equal("TOO_MANY_REQUEST", refused.GetProperty("error").GetProperty("name").GetString());
        Assert.Null(await socket.NextTextAsync());
    }

    /// <summary>Sends a message and takes its answer, which must be the next frame.</summary>
    private static async Task ListedAsync(RawSocket socket, int times = 1)
    {
        for (int i = 0; i < times; i++)
        {
            await socket.SendAsync(ListRequest);
            Assert.True((await socket.NextAsync()).TryGetProperty("result", out _));
        }
    }

    private static Task<Scene> LimitedAsync(TimeProvider time) => Scene.SyntheticAsync(o => o with { Limits = new RateLimits(), Time = time });
}

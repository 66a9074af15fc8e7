using System.Text.Json;
using CoinPilot.Exchanges.Simulator;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Simulator;

/// <summary>An exchange whose tape moves when it is told to, trade by trade.</summary>
public sealed class SteppedTapeTests
{
    private static readonly Timestamp Opening = Timestamp.Utc(2025, 9, 1, 12);
    private static readonly Candle[] Minutes = [.. Enumerable.Range(-2, 4).Select(i => MinuteAt(Opening + TimeSpan.FromMinutes(i)))];

    [Fact]
    public async Task Step_UpToATime_PlaysOneTradeAtATimeAndThenWhatIsLeftOfTheTime()
    {
        await using Scene scene = await StartAsync();
        Assert.Equal(Opening, scene.Exchange.NextTrade);

        Assert.True(scene.Exchange.Step(Opening + TimeSpan.FromSeconds(20)));
        Assert.Equal(Opening + TimeSpan.FromSeconds(15), scene.Exchange.NextTrade);
        Assert.True(scene.Exchange.Step(Opening + TimeSpan.FromSeconds(20)));
        Assert.False(scene.Exchange.Step(Opening + TimeSpan.FromSeconds(20)));

        Assert.Equal(Opening + TimeSpan.FromSeconds(20), scene.Exchange.Now);
        Assert.Equal(Opening + TimeSpan.FromSeconds(30), scene.Exchange.NextTrade);
    }

    [Fact]
    public async Task Step_ToTheEnd_HasNoNextTrade()
    {
        await using Scene scene = await StartAsync();
        while (scene.Exchange.Step(Opening + TimeSpan.FromMinutes(5)))
        {
        }

        Assert.Null(scene.Exchange.NextTrade);
    }

    [Fact]
    public async Task Replay_ThatOpensLater_HasTheCandlesBeforeAsHistory()
    {
        await using Scene scene = await StartAsync();
        JsonElement before = await scene.GetJsonAsync("/v1/candles/minutes/1?market=KRW-BTC&count=10");
        scene.Exchange.Step(Opening);
        JsonElement after = await scene.GetJsonAsync("/v1/candles/minutes/1?market=KRW-BTC&count=10");

        Assert.Equal((2, 3), (before.GetArrayLength(), after.GetArrayLength()));
        Assert.Equal(Opening, scene.Exchange.Now);
    }

    [Fact]
    public async Task Counters_OfASubscriber_TellItsMessagesAndEveryFrameForIt()
    {
        await using Scene scene = await StartAsync();
        scene.Exchange.Step(Opening);
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-BTC\"");
        await socket.NextAsync();
        Assert.Equal((1, 1), (scene.Exchange.MessagesHandled, scene.Exchange.FramesSent));

        scene.Exchange.Step(Opening + TimeSpan.FromSeconds(15));
        await socket.NextAsync();

        Assert.Equal((1, 2), (scene.Exchange.MessagesHandled, scene.Exchange.FramesSent));
    }

    private static Candle MinuteAt(Timestamp time) => new(time, Price.Of(100_000m), Price.Of(102_000m), Price.Of(99_000m), Price.Of(101_000m), Quantity.Of(1m));

    private static Task<Scene> StartAsync() =>
        Scene.StartAsync(new ReplayMarket([(Symbol.Parse("KRW-BTC"), Minutes)], Opening), o => o with { IsStepped = true });
}

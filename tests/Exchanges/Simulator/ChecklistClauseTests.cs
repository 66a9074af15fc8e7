using System.Text.Json;
using CoinPilot.Exchanges.Simulator;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Simulator;

/// <summary>What the fact sheet's checklist asks for and no other test shows.</summary>
public sealed class ChecklistClauseTests
{
    private const string ListRequest = """[{"ticket":"x"},{"method":"LIST_SUBSCRIPTIONS"}]""";

    [Fact]
    public async Task Subscribe_UnknownCodesAlone_IsNeitherAcknowledgedNorRefused()
    {
        await using Scene scene = await Scene.SyntheticAsync(o => o with { Speed = 600 });
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-NOPE\"");
        long now = (await scene.GetJsonAsync("/control/state")).GetProperty("trades").GetInt64();
        await scene.UntilStateAsync(s => s.GetProperty("trades").GetInt64() > now + 50);
        await socket.SendAsync(ListRequest);

        Assert.True((await socket.NextAsync()).TryGetProperty("result", out _));
    }

    [Fact]
    public async Task PrivateSocket_NothingOfTheAccountHappens_IsSilentWhileTheMarketTrades()
    {
        await using Scene scene = await Scene.SyntheticAsync(o => o with { Speed = 600 });
        using RawSocket socket = await scene.PrivateSocketAsync();
        await socket.SendAsync("""[{"ticket":"t"},{"type":"myOrder"},{"type":"myAsset"}]""");
        await socket.SendAsync(ListRequest);
        Assert.Equal(2, (await socket.NextAsync()).GetProperty("result").GetArrayLength());
        long now = (await scene.GetJsonAsync("/control/state")).GetProperty("trades").GetInt64();
        await scene.UntilStateAsync(s => s.GetProperty("trades").GetInt64() > now + 50);
        await socket.SendAsync(ListRequest);

        Assert.True((await socket.NextAsync()).TryGetProperty("result", out _));
    }

    [Fact]
    public async Task MarketBuy_FundsFitExactly_TellsWaitTradeAndDone()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        using RawSocket socket = await scene.PrivateSocketAsync();
        await socket.SendAsync("""[{"ticket":"t"},{"type":"myOrder"}]""");
        await socket.SendAsync(ListRequest);
        await socket.NextAsync();
        await scene.OrderAsync("""{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"1000010"}""");
        var states = new List<string?>();
        for (int i = 0; i < 3; i++)
            states.Add((await socket.NextAsync()).GetProperty("state").GetString());

        Assert.Equal(["wait", "trade", "done"], states);
    }

    [Fact]
    public async Task Trades_OfOneMillisecond_HaveIncreasingNumbersBeyondADoublesReach()
    {
        TapeTrade[] tape = [.. new[] { 0, 0, 0, 1, 1 }.Select(ms => new TapeTrade(
            0, new(Scene.Opening + TimeSpan.FromMilliseconds(ms), Price.Of(100), Quantity.Of(1), OrderSide.Buy, SequentialId: 0)))];
        await using Scene scene = await Scene.StartAsync(new TradeReplayMarket([Bars.Btc], tape), o => o with { Speed = double.PositiveInfinity });
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-BTC\"");
        var got = new List<(long Ms, long Id)>();
        while (got.Count < tape.Length)
        {
            JsonElement trade = await socket.NextAsync();
            got.Add((trade.GetProperty("trade_timestamp").GetInt64() - Scene.Opening.UnixMillis, trade.GetProperty("sequential_id").GetInt64()));
        }

        Assert.Equal([0, 0, 0, 1, 1], got.Select(g => g.Ms));
        Assert.Equal(got.Select(g => g.Id).Distinct().Order(), got.Select(g => g.Id));
        Assert.All(got, g => Assert.True(g.Id > 1L << 53));
    }

    [Fact]
    public void MadeUpTrades_OfADay_OftenShareAMillisecond()
    {
        var market = new SyntheticMarket(3, start: Scene.Opening, historyMinutes: 24 * 60);
        Timestamp start = market.Start(Timestamp.None);
        var last = new Timestamp[market.Symbols.Count];
        int shared = 0;
        while (market.TryNext(out TapeTrade next) && next.Trade.Time < start)
        {
            shared += last[next.Market] == next.Trade.Time ? 1 : 0;
            last[next.Market] = next.Trade.Time;
        }

        Assert.True(shared > 3, $"{shared}");
    }

    [Fact]
    public async Task FinalCandle_OfTheLastSecondsTrade_ComesAfterTheBoundary()
    {
        TapeTrade At(int ms) => new(0, new(Scene.Opening + TimeSpan.FromMilliseconds(ms), Price.Of(100), Quantity.Of(1), OrderSide.Buy, SequentialId: 0));
        await using Scene scene = await Scene.StartAsync(
            new TradeReplayMarket([Bars.Btc], [At(59_100), At(59_900), At(60_400), At(62_000)]), o => o with { Speed = double.PositiveInfinity });
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("candle.1m", "\"KRW-BTC\"");
        JsonElement frame = await socket.NextAsync(m => m.GetProperty("candle_acc_trade_volume").GetDecimal() == 2);

        Assert.Equal("2025-09-01T12:00:00", frame.GetProperty("candle_date_time_utc").GetString());
        Assert.True(frame.GetProperty("timestamp").GetInt64() >= Scene.Opening.UnixMillis + 59_900);
        Assert.Equal("2025-09-01T12:01:00", (await socket.NextAsync()).GetProperty("candle_date_time_utc").GetString());
    }

    [Fact]
    public async Task Candles_WhileOneIsInProgress_BeginWithIt()
    {
        await using Scene scene = await PrivateSocketTests.SettledAsync();
        long now = (await scene.GetJsonAsync("/control/state")).GetProperty("time").GetInt64();
        JsonElement newest = (await scene.GetJsonAsync("/v1/candles/minutes/60?market=KRW-BTC&count=2"))[0];

        Assert.Equal("2025-09-01T12:00:00", newest.GetProperty("candle_date_time_utc").GetString());
        Assert.InRange(now, Scene.Opening.UnixMillis, Scene.Opening.UnixMillis + 3_599_999);
        Assert.Equal(1, newest.GetProperty("candle_acc_trade_volume").GetDecimal());
    }
}

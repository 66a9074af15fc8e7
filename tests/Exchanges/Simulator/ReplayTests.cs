using System.Text.Json;
using CoinPilot.Exchanges.Simulator;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Simulator;

public sealed class ReplayTests
{
    private static readonly Candle[] Btc = Bars.Random(1, 450, 100_000_000m, 1000m, gapEvery: 97);
    private static readonly Candle[] Doge = Bars.Random(2, 430, 333m, 0.5m, gapEvery: 11);

    [Fact]
    public async Task Replay_AtFullSpeed_ReproducesTheCandlesOverRestAndAsFinalStreamValues()
    {
        await using Scene scene = await Scene.ReplayAsync([(Bars.Btc, Btc), (Bars.Doge, Doge)]);
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("candle.1m", "\"KRW-BTC\",\"KRW-DOGE\"");
        var streamed = new Dictionary<string, SortedDictionary<string, JsonElement>> { ["KRW-BTC"] = [], ["KRW-DOGE"] = [] };
        while (streamed["KRW-BTC"].Count < Btc.Length || streamed["KRW-DOGE"].Count < Doge.Length || !IsLast(streamed))
        {
            JsonElement frame = await socket.NextAsync();
            streamed[frame.GetProperty("code").GetString()!][frame.GetProperty("candle_date_time_utc").GetString()!] = frame;
        }

        Assert.Equal(Btc, streamed["KRW-BTC"].Values.Select(ToCandle));
        Assert.Equal(Doge, streamed["KRW-DOGE"].Values.Select(ToCandle));
        await scene.UntilStateAsync(s => s.GetProperty("finished").GetBoolean());
        Assert.Equal(Btc, await DownloadAsync(scene, "KRW-BTC"));
        Assert.Equal(Doge, await DownloadAsync(scene, "KRW-DOGE"));
    }

    [Fact]
    public async Task Replay_TwoSymbols_SendsEveryTradeInOrderOfTimeWithIncreasingIds()
    {
        await using Scene scene = await Scene.ReplayAsync([(Bars.Btc, Btc), (Bars.Doge, Doge)], o => o with { SubscriberQueueLimit = 100 });
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-BTC\",\"KRW-DOGE\"");
        int expected = Expand(Btc).Length + Expand(Doge).Length;
        var got = new List<(string Code, long Time, long Id, Price Price, Quantity Quantity)>();
        while (got.Count < expected)
        {
            JsonElement frame = await socket.NextAsync();
            got.Add((frame.GetProperty("code").GetString()!, frame.GetProperty("trade_timestamp").GetInt64(), frame.GetProperty("sequential_id").GetInt64(),
                Price.Of(frame.GetProperty("trade_price").GetDecimal()), Quantity.Of(frame.GetProperty("trade_volume").GetDecimal())));
        }

        Assert.Equal(got.Select(g => g.Time).Order(), got.Select(g => g.Time));
        Assert.All(got, g => Assert.InRange(g.Id, g.Time * 10_000, g.Time * 10_000 + 9_999));
        Assert.Equal(Expand(Btc), got.Where(g => g.Code == "KRW-BTC").Select(g => (g.Time, g.Price, g.Quantity)));
        Assert.Equal(Expand(Doge), got.Where(g => g.Code == "KRW-DOGE").Select(g => (g.Time, g.Price, g.Quantity)));
        JsonElement state = await scene.UntilStateAsync(s => s.GetProperty("finished").GetBoolean());
        Assert.Equal(expected, state.GetProperty("trades").GetInt32());
        Assert.Equal(0, state.GetProperty("subscribers_cut_off").GetInt32());
    }

    [Fact]
    public async Task Replay_NobodyListens_WaitsAndHasNoHistory()
    {
        await using Scene scene = await Scene.ReplayAsync([(Bars.Btc, Btc)]);
        JsonElement state = await scene.GetJsonAsync("/control/state");

        Assert.Equal(0, state.GetProperty("trades").GetInt32());
        Assert.Equal(Scene.Opening.UnixMillis, state.GetProperty("time").GetInt64());
        Assert.Equal(0, (await scene.GetJsonAsync("/v1/candles/minutes/1?market=KRW-BTC&count=200")).GetArrayLength());
        Assert.Equal("market_offline", (await scene.OrderAsync("""{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"10000"}""")).ErrorName);
    }

    [Fact]
    public async Task Replay_ConsumerStopsReading_HoldsTheTapeAndLosesNothing()
    {
        Candle[] many = Bars.Random(3, 30_000, 100_000_000m, 1000m, gapEvery: 50);
        await using Scene scene = await Scene.ReplayAsync([(Bars.Btc, many)], o => o with { SubscriberQueueLimit = 200 });
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-BTC\"");
        int expected = Expand(many).Length;
        long before = -1;
        JsonElement held = await scene.UntilStateAsync(s =>
        {
            long trades = s.GetProperty("trades").GetInt64();
            bool isSteady = trades > 0 && trades == before;
            before = trades;
            return isSteady;
        });
        Assert.InRange(held.GetProperty("trades").GetInt64(), 1, expected - 1);

        for (int i = 0; i < expected; i++)
            Assert.Equal("trade", (await socket.NextAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Replay_Finished_StaysConnectedAndTakesOrders()
    {
        await using Scene scene = await Scene.ReplayAsync([(Bars.Btc, Btc)]);
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-BTC\"");
        await scene.UntilStateAsync(s => s.GetProperty("finished").GetBoolean());
        await scene.Exchange.Tape;
        await socket.SubscribeAsync("trade", "\"KRW-BTC\"", ",\"is_only_snapshot\":true");
        JsonElement snapshot = await socket.NextAsync(m => m.GetProperty("stream_type").GetString() == "SNAPSHOT");

        Assert.Equal(Btc[^1].Close, Price.Of(snapshot.GetProperty("trade_price").GetDecimal()));
        Assert.Equal(201, (int)(await scene.OrderAsync("""{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"10000"}""")).Status);
    }

    [Fact]
    public async Task Replay_InconsistentCandle_FailsTheTapeWithItsPlace()
    {
        Candle wrong = Btc[1] with { Low = Price.Of(1_000_000_000m) };
        await using Scene scene = await Scene.ReplayAsync([(Bars.Btc, [Btc[0], wrong])]);
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-BTC\"");

        InvalidDataException failure = await Assert.ThrowsAsync<InvalidDataException>(() => scene.Exchange.Tape);
        Assert.Contains("KRW-BTC", failure.Message, StringComparison.Ordinal);
        Assert.Contains(wrong.OpenTime.ToString(), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_NoCandle_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new ReplayMarket([(Bars.Btc, [])]));

    private static bool IsLast(Dictionary<string, SortedDictionary<string, JsonElement>> streamed) =>
        ToCandle(streamed["KRW-BTC"].Values.Last()) == Btc[^1] && ToCandle(streamed["KRW-DOGE"].Values.Last()) == Doge[^1];

    private static async Task<List<Candle>> DownloadAsync(Scene scene, string market)
    {
        var candles = new List<Candle>();
        string to = "";
        while (true)
        {
            JsonElement page = await scene.GetJsonAsync($"/v1/candles/minutes/1?market={market}&count=200{to}");
            if (page.GetArrayLength() == 0)
                break;
            candles.AddRange(page.EnumerateArray().Select(ToCandle));
            to = "&to=" + Uri.EscapeDataString(page[page.GetArrayLength() - 1].GetProperty("candle_date_time_utc").GetString()!);
        }
        candles.Reverse();
        return candles;
    }

    private static (long Time, Price Price, Quantity Quantity)[] Expand(Candle[] candles)
    {
        var room = new Trade[CandlePath.MaxTrades];
        return [.. candles.SelectMany(c => room[..CandlePath.Expand(c, 1, room)].Select(t => (t.Time.UnixMillis, t.Price, t.Quantity)).ToArray())];
    }

    private static Candle ToCandle(JsonElement json) => new(
        Timestamp.From(DateTimeOffset.Parse(json.GetProperty("candle_date_time_utc").GetString() + "Z")),
        Price.Of(json.GetProperty("opening_price").GetDecimal()), Price.Of(json.GetProperty("high_price").GetDecimal()),
        Price.Of(json.GetProperty("low_price").GetDecimal()), Price.Of(json.GetProperty("trade_price").GetDecimal()),
        Quantity.Of(json.GetProperty("candle_acc_trade_volume").GetDecimal()));
}

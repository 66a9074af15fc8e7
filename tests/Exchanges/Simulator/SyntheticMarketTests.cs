using System.Text.Json;
using CoinPilot.Exchanges.Simulator;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Simulator;

public sealed class SyntheticMarketTests
{
    [Fact]
    public void SameSeedAndStart_Twice_GivesTheSameTrades()
    {
        Assert.Equal(Take(7, 50_000), Take(7, 50_000));
        Assert.NotEqual(Take(7, 100), Take(8, 100));
    }

    [Fact]
    public void Trades_OfTenDays_AreOrderedOnTickAndPlausible()
    {
        var market = new SyntheticMarket(3, start: Scene.Opening);
        Timestamp start = market.Start(Timestamp.None);
        Timestamp last = Timestamp.None;
        var minutes = market.Symbols.Select(_ => new HashSet<Timestamp>()).ToArray();
        long count = 0;
        while (market.TryNext(out TapeTrade next) && next.Trade.Time < start)
        {
            Assert.True(next.Trade.Time >= last && next.Trade.Time.UnixMicros % 1000 == 0);
            Assert.True(TickTable.IsOnTick(next.Trade.Price) && !next.Trade.Quantity.IsZero);
            Price opening = SyntheticSymbol.Defaults[next.Market].OpeningPrice;
            Assert.InRange(next.Trade.Price.ToDouble() / opening.ToDouble(), 0.2, 5);
            minutes[next.Market].Add(next.Trade.Time.FloorTo(TimeSpan.FromMinutes(1)));
            last = next.Trade.Time;
            count++;
        }

        // Candles for at least three days of each symbol, a few minutes without a trade in the quietest, several trades a minute.
        Assert.All(minutes, m => Assert.InRange(m.Count, 4_320, SyntheticMarket.DefaultHistoryMinutes));
        Assert.True(minutes[^1].Count < SyntheticMarket.DefaultHistoryMinutes);
        Assert.InRange(count / (5.0 * SyntheticMarket.DefaultHistoryMinutes), 4, 20);
    }

    [Fact]
    public void Start_WithoutATime_IsTheRealTimeCutToTheMinute() =>
        Assert.Equal(Scene.Opening, new SyntheticMarket(1).Start(Scene.Opening + TimeSpan.FromSeconds(59)));

    [Fact]
    public void Returns_ByMinute_ClusterAndHaveFatTails()
    {
        var market = new SyntheticMarket(5, [SyntheticSymbol.Defaults[0] with { QuietMinutes = 0 }], Scene.Opening, historyMinutes: 40_000);
        Timestamp start = market.Start(Timestamp.None);
        var closes = new SortedDictionary<long, double>();
        while (market.TryNext(out TapeTrade next) && next.Trade.Time < start)
            closes[next.Trade.Time.FloorTo(TimeSpan.FromMinutes(1)).UnixMicros] = next.Trade.Price.ToDouble();
        double[] returns = [.. closes.Values.Zip(closes.Values.Skip(1), (a, b) => b / a - 1)];
        double variance = returns.Average(r => r * r);
        double kurtosis = returns.Average(r => r * r * r * r) / (variance * variance);
        double clustering = returns.Zip(returns.Skip(1), (a, b) => (a * a - variance) * (b * b - variance)).Average() /
            returns.Average(r => (r * r - variance) * (r * r - variance));

        Assert.True(kurtosis > 4, $"kurtosis {kurtosis}: a normal walk has 3");
        Assert.True(clustering > 0.01, $"squared returns correlate by {clustering}");
    }

    [Fact]
    public async Task Exchange_AtHighSpeed_KeepsUpWithItsClock()
    {
        await using Scene scene = await Scene.SyntheticAsync(o => o with { Speed = 3_600 });
        using RawSocket socket = await scene.SocketAsync();
        await socket.SendAsync("""[{"ticket":"t"},{"type":"trade","codes":["KRW-BTC","KRW-ETH","KRW-XRP","KRW-SOL","KRW-DOGE"]},{"type":"candle.1m","codes":["KRW-BTC"]}]""");
        JsonElement first = await socket.NextAsync(m => m.GetProperty("stream_type").GetString() == "REALTIME");
        long began = System.Diagnostics.Stopwatch.GetTimestamp();
        long since = first.GetProperty("timestamp").GetInt64();
        await socket.NextAsync(m => m.GetProperty("timestamp").GetInt64() > since + 3_600_000);

        // An hour of the venue's time takes a second of ours, and little more on a busy machine.
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds, 0.5, 5);
        Assert.Equal(0, (await scene.GetJsonAsync("/control/state")).GetProperty("subscribers_cut_off").GetInt32());
    }

    private static List<TapeTrade> Take(ulong seed, int count)
    {
        var market = new SyntheticMarket(seed, start: Scene.Opening);
        market.Start(Timestamp.None);
        var trades = new List<TapeTrade>();
        while (trades.Count < count && market.TryNext(out TapeTrade next))
            trades.Add(next);
        return trades;
    }
}

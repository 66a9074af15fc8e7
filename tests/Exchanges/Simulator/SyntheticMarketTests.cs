using System.Text.Json;
using CoinPilot.Exchanges.Simulator;
using CoinPilot.MarketData;
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

    [Fact]
    public void Returns_OfTwoMarkets_MoveTogether()
    {
        var market = new SyntheticMarket(5, [.. SyntheticSymbol.Defaults.Take(2).Select(d => d with { QuietMinutes = 0 })], Scene.Opening, historyMinutes: 10_000);
        Timestamp start = market.Start(Timestamp.None);
        SortedDictionary<long, double>[] closes = [[], []];
        while (market.TryNext(out TapeTrade next) && next.Trade.Time < start)
            closes[next.Market][next.Trade.Time.FloorTo(TimeSpan.FromMinutes(1)).UnixMicros] = next.Trade.Price.ToDouble();
        double[][] returns = [.. closes.Select(c => c.Values.Zip(c.Values.Skip(1), (a, b) => b / a - 1).ToArray())];
        double correlation = returns[0].Zip(returns[1], (a, b) => a * b).Sum() /
            Math.Sqrt(returns[0].Sum(r => r * r) * returns[1].Sum(r => r * r));

        Assert.InRange(correlation, 0.15, 0.8);
    }

    [Fact]
    public void Many_OfThousands_AreTheSameForAnyNumberAndEverSmaller()
    {
        IReadOnlyList<SyntheticSymbol> many = SyntheticSymbol.Many(2_000, seed: 9);

        Assert.Equal(2_000, many.Select(s => s.Symbol).Distinct().Count());
        Assert.Equal(many.Take(300), SyntheticSymbol.Many(300, seed: 9));
        Assert.NotEqual(many, SyntheticSymbol.Many(2_000, seed: 10));
        Assert.All(many, s => Assert.True(TickTable.IsOnTick(s.OpeningPrice) && s.LevelFunds > Money.Zero && s.Correlation is > 0 and < 1));
        Assert.True(many[1_900].TradesPerMinute < many[10].TradesPerMinute);
        Assert.Contains(many, s => s.SpreadTicks > 1);
    }

    [Fact]
    public void Trades_OfAMarketAmongMany_AreThoseOfItAmongFew()
    {
        List<Trade> Of(int symbols)
        {
            var market = new SyntheticMarket(4, SyntheticSymbol.Many(symbols, 4), Scene.Opening, historyMinutes: 30);
            Timestamp end = market.Start(Timestamp.None);
            var trades = new List<Trade>();
            while (market.TryNext(out TapeTrade next) && next.Trade.Time < end)
            {
                if (next.Market == 0)
                    trades.Add(next.Trade);
            }
            return trades;
        }

        Assert.Equal(Of(5), Of(200));
    }

    [Fact]
    public async Task Book_OfTheMadeUpMarket_IsUnevenAndAsWideAsItsSymbolSays()
    {
        SyntheticSymbol wide = SyntheticSymbol.Defaults[2] with { SpreadTicks = 3, LevelFunds = Money.Of(1_000_000) };
        await using Scene scene = await Scene.StartAsync(new SyntheticMarket(1, [wide], Scene.Opening, historyMinutes: 60));
        JsonElement book = (await scene.GetJsonAsync("/v1/orderbook?markets=KRW-XRP"))[0];
        JsonElement[] units = [.. book.GetProperty("orderbook_units").EnumerateArray()];
        decimal[] funds = [.. units.Select(u => u.GetProperty("ask_price").GetDecimal() * u.GetProperty("ask_size").GetDecimal())];

        Assert.Equal(6, units[0].GetProperty("ask_price").GetDecimal() - units[0].GetProperty("bid_price").GetDecimal());
        Assert.All(funds, f => Assert.InRange(f, 399_000, 1_600_000));
        Assert.True(funds.Max() - funds.Min() > 300_000);
    }

    [Fact]
    public async Task Exchange_OfTwoThousandMarkets_RunsWellAboveRealSpeed()
    {
        const int Speed = 10;
        await using Scene scene = await Scene.StartAsync(
            new SyntheticMarket(1, SyntheticSymbol.Many(2_000, 1), Scene.Opening, historyMinutes: 60), o => o with { Speed = Speed, SubscriberQueueLimit = 500_000 });
        string codes = string.Join(',', (await scene.GetJsonAsync("/v1/market/all")).EnumerateArray().Select(m => $"\"{m.GetProperty("market").GetString()}\""));
        using RawSocket socket = await scene.SocketAsync();
        await socket.SendAsync($$"""[{"ticket":"t"},{"type":"trade","codes":[{{codes}}]},{"type":"orderbook","codes":[{{codes}}]}]""");
        JsonElement first = await socket.NextAsync(m => m.GetProperty("stream_type").GetString() == "REALTIME");
        long began = System.Diagnostics.Stopwatch.GetTimestamp();
        long since = first.GetProperty("timestamp").GetInt64();
        await socket.NextAsync(m => m.GetProperty("timestamp").GetInt64() > since + 30_000 && m.GetProperty("stream_type").GetString() == "REALTIME");

        // Half a minute of the venue's time takes three seconds of ours; a crowded machine may be ten times slower and still keep real speed.
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 30);
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

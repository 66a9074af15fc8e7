using CoinPilot.Exchanges.Binance;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Binance;

public sealed class BinanceMarketDataTests
{
    private static readonly Symbol Btc = Symbol.Parse("USDT-BTC");

    [Fact]
    public async Task Markets_OfTheExchange_AreThoseThatTrade()
    {
        await using FakeBinance venue = await FakeBinance.StartAsync();
        using BinanceRest rest = new(venue.Options(), new BinanceCounters());

        Assert.Equal(["USDT-BTC", "USDT-1000SATS"], (await new BinanceMarketData(rest).GetMarketsAsync(default)).Select(s => s.Code));
    }

    [Fact]
    public async Task Instruments_OfMarkets_HaveTheirStepsExactly()
    {
        await using FakeBinance venue = await FakeBinance.StartAsync();
        using BinanceRest rest = new(venue.Options(), new BinanceCounters());

        IReadOnlyList<BinanceInstrument> all = await new BinanceMarketData(rest).GetInstrumentsAsync([Btc], default);

        Assert.Equal(new BinanceInstrument(Btc, true, Price.Of(0.01m), Quantity.Of(0.00001m), Quantity.Of(0.00001m), Money.Of(5)), all[0]);
        Assert.Equal((Price.Of(0.00000001m), Money.Of(1)), (all[2].TickSize, all[2].MinNotional));
        Assert.Contains(venue.Calls, c => Uri.UnescapeDataString(c).EndsWith("""exchangeInfo?symbols=["BTCUSDT"]""", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Candles_AcrossPages_LeaveOutEmptyMinutesAndTheOneInProgress()
    {
        await using FakeBinance venue = await FakeBinance.StartAsync();
        venue.SetTrades("BTCUSDT", 0, 3000, 3);
        venue.SetTrades("BTCUSDT", 700, 710, 0);
        venue.Now = 2999.5;
        using BinanceRest rest = new(venue.Options(), new BinanceCounters());
        BinanceMarketData market = new(rest);

        IReadOnlyList<Candle> all = await market.GetCandlesAsync(Btc, before: null, 10_000, default);
        IReadOnlyList<Candle> some = await market.GetCandlesAsync(Btc, FakeBinance.Start + TimeSpan.FromMinutes(720), 15, default);

        Assert.Equal(Enumerable.Range(0, 2999).Where(m => m is < 700 or >= 710), all.Select(Minute));
        Assert.Equal(Enumerable.Range(695, 5).Concat(Enumerable.Range(710, 10)), some.Select(Minute));
        Assert.Equal(
            new Candle(FakeBinance.Start, Price.Of(60_000), Price.Of(60_000.02m), Price.Of(60_000), Price.Of(60_000.01m), Quantity.Of(3.0001m)), all[0]);
    }

    [Fact]
    public async Task Candles_RightAfterTheMinute_AreNotFinalYet()
    {
        await using FakeBinance venue = await FakeBinance.StartAsync();
        venue.SetTrades("BTCUSDT", 0, 20, 3);
        venue.Now = 10 + 0.5 / 60;
        using BinanceRest rest = new(venue.Options(), new BinanceCounters());

        Assert.Equal(8, Minute((await new BinanceMarketData(rest).GetCandlesAsync(Btc, null, 1, default))[0]));
    }

    [Fact]
    public async Task Candles_Refused429_WaitAsLongAsToldAndSayWhy()
    {
        await using FakeBinance venue = await FakeBinance.StartAsync();
        venue.SetTrades("BTCUSDT", 0, 20, 3);
        venue.Refusals = 1;
        using BinanceRest rest = new(venue.Options(), new BinanceCounters());
        BinanceMarketData market = new(rest);

        HttpRequestException refused = await Assert.ThrowsAsync<HttpRequestException>(() => market.GetCandlesAsync(Btc, null, 5, default));

        Assert.Contains("429", refused.Message, StringComparison.Ordinal);
        Assert.Equal(5, (await market.GetCandlesAsync(Btc, null, 5, default)).Count);
        Assert.Equal(1, rest.Counters[BinanceCount.RateLimited]);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("[[1]]")]
    [InlineData("""[[1765411200000,"x","1","1","1","1",1765411259999,"1",1]]""")]
    [InlineData("""[[1765411200000,"1","0.5","1","1","1",1765411259999,"1",1]]""")]
    [InlineData("""[[1765411200000,"1","1","1","1","-1",1765411259999,"1",1]]""")]
    [InlineData("""[["soon","1","1","1","1","1",1765411259999,"1",1]]""")]
    public async Task Candles_AnswerNotAsDocumented_IsNoUsableAnswer(string body)
    {
        await using FakeBinance venue = await FakeBinance.StartAsync();
        venue.WrongKlines = body;
        using BinanceRest rest = new(venue.Options(), new BinanceCounters());

        await Assert.ThrowsAsync<HttpRequestException>(() => new BinanceMarketData(rest).GetCandlesAsync(Btc, null, 5, default));
    }

    [Fact]
    public async Task Candles_OfAnUnknownMarket_SayWhatTheVenueSaid()
    {
        await using FakeBinance venue = await FakeBinance.StartAsync();
        using BinanceRest rest = new(venue.Options(), new BinanceCounters());

        HttpRequestException unknown = await Assert.ThrowsAsync<HttpRequestException>(
            () => new BinanceMarketData(rest).GetCandlesAsync(Symbol.Parse("USDT-NOPE"), null, 5, default));

        Assert.Contains("Invalid symbol", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OfTheVenueItself_FindItsStreamHost()
    {
        Assert.Equal(new Uri("wss://stream.binance.com:9443"), BinanceOptions.For(BinanceOptions.Production).SocketBase);
        Assert.Equal(new Uri("ws://127.0.0.1:7"), BinanceOptions.For(new Uri("http://127.0.0.1:7/x")).SocketBase);
    }

    private static int Minute(Candle candle) => (int)(candle.OpenTime - FakeBinance.Start).TotalMinutes;
}

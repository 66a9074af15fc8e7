using CoinPilot.Exchanges.Upbit;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Upbit;

public sealed class UpbitCandleHistoryTests : IAsyncLifetime
{
    private static readonly Symbol Btc = Symbol.Parse("KRW-BTC");

    private readonly FakeMarket _market = new();
    private FakeUpbit _venue = null!;
    private UpbitRest _rest = null!;
    private UpbitMarketData _data = null!;

    public async ValueTask InitializeAsync()
    {
        _venue = await FakeUpbit.StartAsync();
        _venue.OnCall = _market.AnswerAsync;
        _rest = new UpbitRest(_venue.Options(), new UpbitCounters());
        _data = new UpbitMarketData(_rest);
        for (int minute = 0; minute < 500; minute++)
        {
            if (minute % 10 != 3)
                _market.Set("KRW-BTC", minute, minute + 1);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _rest.Dispose();
        await _venue.DisposeAsync();
    }

    [Fact]
    public async Task Candles_OverSeveralPages_ComeOldestFirst_WithoutTheOneInProgress()
    {
        int[] expected = [.. Enumerable.Range(0, 499).Where(m => m % 10 != 3).TakeLast(430)];

        Assert.Equal(expected, Minutes(await GetAsync(null, 430)));
        Assert.All(_venue.Calls, c => Assert.Null(c.Authorization));
    }

    [Fact]
    public async Task Candles_FewerThanAsked_AreAllThatThereAre()
    {
        Assert.Equal(449, (await GetAsync(null, 10_000)).Count);
    }

    [Fact]
    public async Task Candles_BeforeATime_LeaveOutThatMinute()
    {
        Assert.Equal("98, 99", string.Join(", ", Minutes(await GetAsync(FakeMarket.Minute(100), 2))));
        Assert.Equal("99, 100", string.Join(", ", Minutes(await GetAsync(FakeMarket.Minute(100) + TimeSpan.FromSeconds(20), 2))));
        Assert.Equal("99, 100", string.Join(", ", Minutes(await GetAsync(FakeMarket.Minute(100) + TimeSpan.FromMilliseconds(5), 2))));
    }

    [Fact]
    public async Task Candles_BeforeNow_LeaveOutTheOneInProgress()
    {
        Assert.Equal("497, 498", string.Join(", ", Minutes(await GetAsync(FakeMarket.Minute(499) + TimeSpan.FromSeconds(20), 2))));
        Assert.Equal("497, 498", string.Join(", ", Minutes(await GetAsync(FakeMarket.Minute(900), 2))));
    }

    [Theory]
    [InlineData(200, """[{"market":"KRW-BTC"}]""")]
    [InlineData(200, "<html>")]
    [InlineData(500, "")]
    public async Task Candles_WithoutAUsableAnswer_Throw(int status, string body)
    {
        _venue.OnCall = (_, http) => FakeUpbit.Answer(http, status, body);

        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(null, 10));
    }

    [Fact]
    public async Task Candles_FromAVenueThatIgnoresTo_AreRefusedRatherThanReadForEver()
    {
        _venue.OnCall = (call, http) =>
        {
            http.Request.QueryString = new Microsoft.AspNetCore.Http.QueryString("?market=KRW-BTC&count=200");
            return _market.AnswerAsync(call, http);
        };

        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(null, 430));
    }

    [Fact]
    public async Task Markets_InTheAnswer_AreThoseWithAReadableCode()
    {
        _venue.OnCall = (_, http) => FakeUpbit.Answer(http, 200,
            """[{"market":"KRW-BTC","korean_name":"비트코인","english_name":"Bitcoin"},{"market":"BTC-ETH"},{"market":"odd code"},{"market":"KRW-1INCH","market_event":{"warning":true}}]""");

        Assert.Equal(["KRW-BTC", "BTC-ETH", "KRW-1INCH"], (await _data.GetMarketsAsync(CancellationToken.None)).Select(s => s.Code));
        Assert.Equal("/v1/market/all", _venue.Calls[0].Path);
    }

    private Task<IReadOnlyList<Candle>> GetAsync(Timestamp? before, int count) => _data.GetCandlesAsync(Btc, before, count, CancellationToken.None);

    private static int[] Minutes(IReadOnlyList<Candle> candles) => [.. candles.Select(c => (int)(c.OpenTime - FakeMarket.Start).TotalMinutes)];
}

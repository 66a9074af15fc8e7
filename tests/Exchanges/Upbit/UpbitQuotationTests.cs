using CoinPilot.Exchanges;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Upbit;

public sealed class UpbitQuotationTests : IAsyncLifetime
{
    private const string Ticker = """[{"market":"KRW-BTC","trade_date":"20251211","trade_time":"054820","trade_date_kst":"20251211","trade_time_kst":"144820","trade_timestamp":1765432100123,"opening_price":120100000,"high_price":122000000,"low_price":119800000,"trade_price":121500000,"prev_closing_price":120000000,"change":"RISE","change_price":1500000,"change_rate":0.0125,"signed_change_price":-1500000,"signed_change_rate":-0.0125,"trade_volume":0.0025,"acc_trade_price":60750000000.5,"acc_trade_price_24h":190000000000.25,"acc_trade_volume":500.12345678,"acc_trade_volume_24h":1560.5,"highest_52_week_price":180000000,"highest_52_week_date":"2025-10-09","lowest_52_week_price":100000000,"lowest_52_week_date":"2025-04-09","timestamp":1765432100160}]""";
    private const string Ticks = """[{"market":"KRW-BTC","trade_date_utc":"2025-12-11","trade_time_utc":"05:48:20","timestamp":1765432100123,"trade_price":121500000,"trade_volume":0.0025,"prev_closing_price":120000000,"change_price":1500000,"ask_bid":"BID","sequential_id":17654321001230000}]""";
    private const string Day = """[{"market":"KRW-BTC","candle_date_time_utc":"2025-12-11T00:00:00","candle_date_time_kst":"2025-12-11T09:00:00","opening_price":120100000,"high_price":122000000,"low_price":119800000,"trade_price":121500000,"timestamp":1765432100160,"candle_acc_trade_price":60750000000.5,"candle_acc_trade_volume":500.12345678,"prev_closing_price":120000000,"change_price":1500000,"change_rate":0.0125,"first_day_of_period":"2025-12-08"}]""";
    private static readonly Symbol Btc = Symbol.Parse("KRW-BTC");

    private FakeUpbit _venue = null!;
    private UpbitRest _rest = null!;
    private UpbitQuotation _quotation = null!;

    public async ValueTask InitializeAsync()
    {
        _venue = await FakeUpbit.StartAsync();
        _rest = new UpbitRest(_venue.Options() with { Credentials = null }, new UpbitCounters());
        _quotation = new UpbitQuotation(_rest);
    }

    public async ValueTask DisposeAsync()
    {
        _rest.Dispose();
        await _venue.DisposeAsync();
    }

    [Fact]
    public async Task Tickers_OfMarkets_AreRead_WithoutAKey()
    {
        Answer(200, Ticker);

        UpbitTicker ticker = Assert.Single((await _quotation.GetTickersAsync([Btc, Symbol.Parse("KRW-ETH")], CancellationToken.None)).Value!);
        Assert.Equal((Btc, Price.Of(121_500_000), Money.Of(-1_500_000), -0.0125m, (OrderSide?)null), (ticker.Symbol, ticker.TradePrice, ticker.SignedChange, ticker.SignedChangeRate, ticker.Taker));
        FakeCall call = Assert.Single(_venue.Calls);
        Assert.Equal(("/v1/ticker", "markets=KRW-BTC,KRW-ETH", (string?)null), (call.Path, call.Query, call.Authorization));
    }

    [Fact]
    public async Task AllTickers_OfAQuote_AreAskedForByIt()
    {
        Answer(200, Ticker);

        Assert.NotNull((await _quotation.GetAllTickersAsync(["KRW", "BTC"], CancellationToken.None)).Value);
        Assert.Equal(("/v1/ticker/all", "quote_currencies=KRW,BTC"), (_venue.Calls[0].Path, _venue.Calls[0].Query));
    }

    [Fact]
    public async Task Ticker_OfAnUnknownMarket_FailsWithTheVenuesWord()
    {
        Answer(404, """{"error":{"name":404,"message":"Code not found"}}""");

        UpbitFailure? failure = (await _quotation.GetTickersAsync([Btc], CancellationToken.None)).Failure;
        Assert.Equal((404, "404", "HTTP 404 404 Code not found"), (failure?.Status, failure?.Name, failure?.Detail));
    }

    [Fact]
    public async Task Books_OfMarkets_AreRead()
    {
        Answer(200, """[{"market":"KRW-BTC","timestamp":1765432100206,"total_ask_size":0.4,"total_bid_size":0.12,"orderbook_units":[{"ask_price":121500000,"bid_price":121490000,"ask_size":0.4,"bid_size":0.12}],"level":0}]""");

        KeyValuePair<Symbol, OrderBook> book = Assert.Single((await _quotation.GetBooksAsync([Btc], 99, CancellationToken.None)).Value!);
        Assert.Equal((Btc, new BookLevel(Price.Of(121_490_000), Quantity.Of(0.12m))), (book.Key, Assert.Single(book.Value.Bids)));
        Assert.Equal(("/v1/orderbook", "markets=KRW-BTC&count=30"), (_venue.Calls[0].Path, _venue.Calls[0].Query));
    }

    [Fact]
    public async Task Instruments_OfMarkets_GiveTheStep()
    {
        Answer(200, """[{"market":"KRW-BTC","quote_currency":"KRW","tick_size":"1000","supported_levels":["0","10000"]},{"market":"KRW-SHIB","quote_currency":"KRW","tick_size":"0.00001","supported_levels":["0"]}]""");

        IReadOnlyList<UpbitInstrument> instruments = (await _quotation.GetInstrumentsAsync([Btc], CancellationToken.None)).Value!;
        Assert.Equal(
            [new UpbitInstrument(Btc, Price.Of(1000), ValueList<Money>.Of([Money.Zero, Money.Of(10_000)])),
             new UpbitInstrument(Symbol.Parse("KRW-SHIB"), Price.Of(0.00001m), ValueList<Money>.Of([Money.Zero]))], instruments);
    }

    [Fact]
    public async Task Trades_BeforeACursor_AreRead()
    {
        Answer(200, Ticks);

        var expected = new Trade(Timestamp.FromUnixMillis(1765432100123), Price.Of(121_500_000), Quantity.Of(0.0025m), OrderSide.Buy, 17654321001230000);
        Assert.Equal([expected], (await _quotation.GetTradesAsync(Btc, 9999, daysAgo: 2, cursor: 17654321001230001, CancellationToken.None)).Value);
        Assert.Equal(("/v1/trades/ticks", "market=KRW-BTC&count=500&cursor=17654321001230001&days_ago=2"), (_venue.Calls[0].Path, _venue.Calls[0].Query));
    }

    [Theory]
    [InlineData(UpbitCandleUnit.Second, "/v1/candles/seconds")]
    [InlineData(UpbitCandleUnit.Minute3, "/v1/candles/minutes/3")]
    [InlineData(UpbitCandleUnit.Minute240, "/v1/candles/minutes/240")]
    [InlineData(UpbitCandleUnit.Day, "/v1/candles/days")]
    [InlineData(UpbitCandleUnit.Week, "/v1/candles/weeks")]
    [InlineData(UpbitCandleUnit.Month, "/v1/candles/months")]
    [InlineData(UpbitCandleUnit.Year, "/v1/candles/years")]
    public async Task Candles_OfEveryUnit_HaveTheirOwnPath(UpbitCandleUnit unit, string path)
    {
        Answer(200, Day);

        Candle candle = Assert.Single((await _quotation.GetCandlesAsync(Btc, unit, before: null, 200, CancellationToken.None)).Value!);
        Assert.Equal((Timestamp.Utc(2025, 12, 11), Price.Of(121_500_000), Quantity.Of(500.12345678m)), (candle.OpenTime, candle.Close, candle.Volume));
        Assert.Equal((path, "market=KRW-BTC&count=200"), (_venue.Calls[0].Path, _venue.Calls[0].Query));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("[{}]")]
    [InlineData("[[]]")]
    public async Task Answers_OfAnotherShape_AreNone(string body)
    {
        Answer(200, body);

        Assert.Equal(UpbitOutcome.Unreadable, (await _quotation.GetTickersAsync([Btc], CancellationToken.None)).Failure?.Outcome);
        Assert.Equal(UpbitOutcome.Unreadable, (await _quotation.GetTradesAsync(Btc, 1, null, null, CancellationToken.None)).Failure?.Outcome);
        Assert.Equal(UpbitOutcome.Unreadable, (await _quotation.GetInstrumentsAsync([Btc], CancellationToken.None)).Failure?.Outcome);
        Assert.Equal(UpbitOutcome.Unreadable, (await _quotation.GetBooksAsync([Btc], 5, CancellationToken.None)).Failure?.Outcome);
    }

    private void Answer(int status, string body) => _venue.OnCall = (_, http) => FakeUpbit.Answer(http, status, body);
}

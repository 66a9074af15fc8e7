using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using CoinPilot.Exchanges.Binance;
using CoinPilot.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CoinPilot.Tests.Exchanges.Binance;

/// <summary>
/// A small Binance on a free port, answering with the documented payloads: time, exchange information and klines by REST, and combined streams
/// that each test drives by hand. Its clock stands where the test puts it.
/// </summary>
internal sealed class FakeBinance : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<FakeStream> _streams = Channel.CreateUnbounded<FakeStream>();
    private readonly Dictionary<(string Symbol, int Minute), int> _trades = [];
    private readonly List<string> _calls = [];
    private readonly CancellationTokenSource _stop = new();

    private FakeBinance(WebApplication app) => _app = app;

    public static Timestamp Start { get; } = Timestamp.Utc(2025, 12, 11);

    public Uri Address => new(_app.Urls.First());

    /// <summary>The venue's time, in minutes since <see cref="Start"/>.</summary>
    public double Now { get; set; } = 10.5;

    /// <summary>How many of the next calls are refused with 429.</summary>
    public int Refusals { get; set; }

    /// <summary>What to answer to klines instead of the truth.</summary>
    public string? WrongKlines { get; set; }

    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_calls)
                return [.. _calls];
        }
    }

    public static async Task<FakeBinance> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        FakeBinance fake = new(app);
        app.UseWebSockets();
        app.Run(fake.HandleAsync);
        await app.StartAsync();
        return fake;
    }

    public BinanceOptions Options() => BinanceOptions.For(Address) with { FirstBackoff = TimeSpan.FromMilliseconds(5), Jitter = () => 0.5, RequestTimeout = TimeSpan.FromSeconds(5) };

    /// <summary>So many trades in each of these minutes; 0 makes a candle without any.</summary>
    public void SetTrades(string symbol, int from, int to, int trades)
    {
        lock (_trades)
        {
            for (int minute = from; minute < to; minute++)
                _trades[(symbol, minute)] = trades;
        }
    }

    public async Task<FakeStream> NextStreamAsync()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(15));
        return await _streams.Reader.ReadAsync(limit.Token);
    }

    public bool TryNextStream([NotNullWhen(true)] out FakeStream? stream) => _streams.Reader.TryRead(out stream);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        using CancellationTokenSource limit = new(TimeSpan.FromMilliseconds(50));
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>Prices go up from 60,000 for ten minutes and down for ten; a candle closes 0.01 above its open.</summary>
    public static string Kline(int minute, int trades) => string.Create(CultureInfo.InvariantCulture,
        $"""[{Millis(minute)},"{Price(minute)}.00000000","{Price(minute)}.02000000","{Price(minute)}.00000000","{Price(minute)}.01000000","{trades}.00010000",{Millis(minute + 1) - 1},"60000.00000000",{trades},"0.5","30000.0","0"]""");

    public static long Millis(double minute) => (Start + TimeSpan.FromMinutes(minute)).UnixMillis;

    public static int Price(int minute) => 60_000 + 25 * Math.Min(minute % 20, 20 - minute % 20);

    private async Task HandleAsync(HttpContext http)
    {
        lock (_calls)
            _calls.Add(http.Request.Path + http.Request.QueryString.Value);
        if (http.WebSockets.IsWebSocketRequest)
        {
            using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync();
            FakeStream stream = new(socket, http.Request.QueryString.Value!, http);
            await _streams.Writer.WriteAsync(stream);
            await stream.Finished.WaitAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }
        if (Refusals > 0)
        {
            Refusals--;
            http.Response.StatusCode = 429;
            http.Response.Headers.RetryAfter = "0";
            await http.Response.WriteAsync("""{"code":-1003,"msg":"Too many requests."}""");
            return;
        }
        string? body = http.Request.Path.Value switch
        {
            "/api/v3/time" => $$"""{"serverTime":{{Millis(Now)}}}""",
            "/api/v3/klines" => WrongKlines ?? Klines(http.Request.Query),
            "/api/v3/exchangeInfo" => ExchangeInfo,
            _ => null,
        };
        http.Response.StatusCode = body is null ? 404 : body.Contains("-1121", StringComparison.Ordinal) ? 400 : 200;
        await http.Response.WriteAsync(body ?? "");
    }

    private string Klines(IQueryCollection query)
    {
        string symbol = query["symbol"].ToString();
        int limit = int.Parse(query["limit"].ToString());
        Assert.Equal("1m", query["interval"].ToString());
        Assert.InRange(limit, 1, 1000);
        long from = query.TryGetValue("startTime", out var start) ? long.Parse(start.ToString()) : long.MinValue;
        long to = query.TryGetValue("endTime", out var end) ? long.Parse(end.ToString()) : long.MaxValue;
        lock (_trades)
        {
            if (_trades.Keys.All(k => k.Symbol != symbol))
                return """{"code":-1121,"msg":"Invalid symbol."}""";
            IEnumerable<KeyValuePair<(string, int Minute), int>> fits = _trades
                .Where(k => k.Key.Symbol == symbol && Millis(k.Key.Minute) >= from && Millis(k.Key.Minute) <= to && k.Key.Minute <= Now).OrderBy(k => k.Key.Minute);
            fits = from == long.MinValue ? fits.TakeLast(limit) : fits.Take(limit);
            return "[" + string.Join(',', fits.Select(k => Kline(k.Key.Minute, k.Value))) + "]";
        }
    }

    private const string ExchangeInfo = """
        {"timezone":"UTC","serverTime":1765411200000,"rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":6000}],"exchangeFilters":[],"symbols":[
        {"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","baseAssetPrecision":8,"quoteAsset":"USDT","quotePrecision":8,"orderTypes":["LIMIT","MARKET"],"isSpotTradingAllowed":true,"filters":[{"filterType":"PRICE_FILTER","minPrice":"0.01000000","maxPrice":"1000000.00000000","tickSize":"0.01000000"},{"filterType":"LOT_SIZE","minQty":"0.00001000","maxQty":"9000.00000000","stepSize":"0.00001000"},{"filterType":"NOTIONAL","minNotional":"5.00000000","applyMinToMarket":true}]},
        {"symbol":"OLDUSDT","status":"BREAK","baseAsset":"OLD","quoteAsset":"USDT","filters":[]},
        {"symbol":"1000SATSUSDT","status":"TRADING","baseAsset":"1000SATS","quoteAsset":"USDT","filters":[{"filterType":"PRICE_FILTER","minPrice":"0.00000010","maxPrice":"1000.0","tickSize":"0.00000001"},{"filterType":"LOT_SIZE","minQty":"1.00","maxQty":"92141578.00","stepSize":"1.00"},{"filterType":"MIN_NOTIONAL","minNotional":"1.00"}]},
        {"symbol":"币USDT","status":"TRADING","baseAsset":"币","quoteAsset":"USDT","filters":[]}]}
        """;
}

/// <summary>One connection of the client, driven by hand.</summary>
internal sealed class FakeStream(WebSocket socket, string query, HttpContext http)
{
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Query => query;

    public Task Finished => _finished.Task;

    /// <summary>The documented trade event inside the combined stream's wrapper.</summary>
    public Task SendTradeAsync(string symbol, double minute, long id, string price, string quantity, bool buyerIsMaker) => SendAsync(
        $$"""{"stream":"{{symbol.ToLowerInvariant()}}@trade","data":{"e":"trade","E":{{FakeBinance.Millis(minute) + 3}},"s":"{{symbol}}","t":{{id}},"p":"{{price}}","q":"{{quantity}}","T":{{FakeBinance.Millis(minute)}},"m":{{(buyerIsMaker ? "true" : "false")}},"M":true} }""");

    public Task SendKlineAsync(string symbol, int minute, int trades, bool closed = true) => SendAsync(
        $$"""{"stream":"{{symbol.ToLowerInvariant()}}@kline_1m","data":{"e":"kline","E":{{FakeBinance.Millis(minute + 1)}},"s":"{{symbol}}","k":{"t":{{FakeBinance.Millis(minute)}},"T":{{FakeBinance.Millis(minute + 1) - 1}},"s":"{{symbol}}","i":"1m","f":100,"L":200,"o":"{{FakeBinance.Price(minute)}}.00000000","c":"{{FakeBinance.Price(minute)}}.01000000","h":"{{FakeBinance.Price(minute)}}.02000000","l":"{{FakeBinance.Price(minute)}}.00000000","v":"{{trades}}.00010000","n":{{trades}},"x":{{(closed ? "true" : "false")}},"q":"1.0000","V":"500","Q":"0.500","B":"123456"} } }""");

    public Task SendAsync(string frame) => socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, http.RequestAborted);

    public void Drop()
    {
        http.Abort();
        _finished.TrySetResult();
    }
}

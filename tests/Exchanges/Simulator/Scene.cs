using System.Net;
using System.Text;
using System.Text.Json;
using CoinPilot.Exchanges.Simulator;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Simulator;

/// <summary>A running exchange and a plain HTTP client.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http;

    private Scene(LocalExchange exchange)
    {
        Exchange = exchange;
        _http = new HttpClient { BaseAddress = exchange.Uri, Timeout = Patience };
    }

    public static Timestamp Opening { get; } = Timestamp.Utc(2025, 9, 1, 12);

    public LocalExchange Exchange { get; }

    /// <summary>A made-up market at a fixed time, its limits off unless asked for.</summary>
    public static Task<Scene> SyntheticAsync(Func<LocalExchangeOptions, LocalExchangeOptions>? set = null, ulong seed = 1, int historyMinutes = 600) =>
        StartAsync(new SyntheticMarket(seed, start: Opening, historyMinutes: historyMinutes), set);

    /// <summary>KRW-BTC and KRW-ETH walking through these candles, one a minute each, as fast as the listener takes them.</summary>
    public static Task<Scene> ReplayAsync(IReadOnlyList<(Symbol, IEnumerable<Candle>)> candles, Func<LocalExchangeOptions, LocalExchangeOptions>? set = null) =>
        StartAsync(new ReplayMarket(candles), o => (set ?? (x => x))(o with { Speed = double.PositiveInfinity }));

    public static async Task<Scene> StartAsync(IMarketSource source, Func<LocalExchangeOptions, LocalExchangeOptions>? set = null)
    {
        var options = new LocalExchangeOptions { Source = source, Limits = null };
        return new Scene(await LocalExchange.StartAsync(set is null ? options : set(options)));
    }

    public Task<RawSocket> SocketAsync() => RawSocket.ConnectAsync(Exchange.Uri);

    public Task<RawSocket> PrivateSocketAsync(string? token = null) => RawSocket.ConnectAsync(Exchange.Uri, "/websocket/v1/private", token);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, string? token = null, string contentType = "application/json",
        string? origin = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, contentType);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        using HttpResponseMessage response = await _http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        string? remaining = response.Headers.TryGetValues("Remaining-Req", out IEnumerable<string>? values) ? string.Join('|', values) : null;
        return new Answer(response.StatusCode, text, remaining);
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public async Task<JsonElement> GetJsonAsync(string path) => (await GetAsync(path)).Json;

    public Task<Answer> OrderAsync(string body) => SendAsync(HttpMethod.Post, "/v1/orders", body);

    /// <summary>The Date header of an answer.</summary>
    public async Task<DateTimeOffset> DateAsync(string path)
    {
        using HttpResponseMessage response = await _http.GetAsync(path);
        return response.Headers.Date!.Value;
    }

    /// <summary>Polls until <paramref name="done"/> holds for the state.</summary>
    public async Task<JsonElement> UntilStateAsync(Func<JsonElement, bool> done)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (true)
        {
            JsonElement state = await GetJsonAsync("/control/state");
            if (done(state))
                return state;
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Exchange.DisposeAsync();
    }

    internal sealed record Answer(HttpStatusCode Status, string Text, string? Remaining)
    {
        public JsonElement Json => JsonElement.Parse(Text);

        public string? ErrorName => Json.GetProperty("error").GetProperty("name").ToString();
    }
}

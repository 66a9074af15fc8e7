using System.Net;
using System.Text.Json;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Binance;

/// <summary>
/// The venue's public REST calls. Quota is weight a minute and an address; a 429 or 418 stops all calls for as long as the venue says.
/// Every call throws <see cref="HttpRequestException"/> when there is no usable answer.
/// </summary>
public sealed class BinanceRest : IDisposable
{
    /// <summary>Of 6,000 a minute; others may share the address.</summary>
    private const int MostWeight = 5_000;

    private readonly HttpClient _http;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private DateTimeOffset _notBefore;

    public BinanceRest(BinanceOptions options, BinanceCounters counters)
    {
        Options = options;
        Counters = counters;
        _http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = options.ConnectTimeout, AutomaticDecompression = DecompressionMethods.All })
        {
            BaseAddress = options.RestBase,
            Timeout = options.RequestTimeout,
        };
    }

    public BinanceOptions Options { get; }

    public BinanceCounters Counters { get; }

    public void Dispose()
    {
        _http.Dispose();
        _turn.Dispose();
    }

    /// <summary>The venue's time.</summary>
    internal Task<Timestamp> GetTimeAsync(CancellationToken cancellation) =>
        GetAsync("/api/v3/time", json => BinanceText.ReadTime(json.GetProperty("serverTime")), cancellation);

    /// <summary>Up to a thousand one-minute candles, oldest first: those from <paramref name="from"/> on, or else the newest before <paramref name="before"/>.</summary>
    internal Task<BinanceKline[]> GetKlinesAsync(Symbol symbol, Timestamp? from, Timestamp? before, CancellationToken cancellation)
    {
        string range = (from is { } start ? $"&startTime={start.UnixMillis}" : "") + (before is { } end ? $"&endTime={end.UnixMillis - 1}" : "");
        return GetAsync(
            $"/api/v3/klines?symbol={BinanceSymbol.ToVenue(symbol)}&interval=1m&limit=1000{range}",
            json => json.EnumerateArray().Select(BinanceText.ReadKline).ToArray(), cancellation);
    }

    internal async Task<T> GetAsync<T>(string path, Func<JsonElement, T> read, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            TimeSpan wait = _notBefore - Options.Time.GetUtcNow();
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, Options.Time, cancellation);
            Counters.Add(BinanceCount.RestCalls);
            using HttpResponseMessage response = await _http.GetAsync(path, cancellation);
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellation);
            NoteQuota(response);
            if (!response.IsSuccessStatusCode)
                throw new HttpRequestException($"{path}: HTTP {(int)response.StatusCode} {System.Text.Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 200))}", null, response.StatusCode);
            using JsonDocument json = JsonDocument.Parse(body);
            return read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new HttpRequestException($"{path}: an answer that is not as documented: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException($"{path}: no answer in {Options.RequestTimeout.TotalSeconds:0.#} s", e);
        }
        finally
        {
            _turn.Release();
        }
    }

    private void NoteQuota(HttpResponseMessage response)
    {
        DateTimeOffset now = Options.Time.GetUtcNow();
        if ((int)response.StatusCode is 429 or 418)
        {
            Counters.Add(BinanceCount.RateLimited);
            TimeSpan pause = response.Headers.RetryAfter?.Delta ?? TimeSpan.FromMinutes(1);
            _notBefore = now + pause;
            Options.Log($"the venue allows no call for {pause.TotalSeconds:0} s ({(int)response.StatusCode})");
        }
        else if (response.Headers.TryGetValues("X-MBX-USED-WEIGHT-1M", out IEnumerable<string>? used) && int.TryParse(used.First(), out int weight) && weight >= MostWeight)
            _notBefore = now + TimeSpan.FromSeconds(60 - now.Second);
    }
}

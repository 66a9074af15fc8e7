using System.Net;
using System.Net.Http.Headers;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>
/// The venue's HTTP calls: signed, kept inside the quotas, never throwing for what the venue or the network does.
/// One for the whole process, shared by market data and execution, because the quotas are.
/// </summary>
public sealed class UpbitRest : IDisposable
{
    private const int Attempts = 3;
    private const int LargestAnswer = 16 << 20;

    private readonly HttpClient _http;

    public UpbitRest(UpbitOptions options, UpbitCounters counters)
    {
        Options = options;
        Counters = counters;
        Limiter = new UpbitRateLimiter(options.Time, options.BlockTime, options.Share);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // An order sent on a connection that the venue has just dropped for idleness would be ambiguous for nothing.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
        };
        if (options.Transport is { } transport)
            handler.ConnectCallback = (_, _) => ValueTask.FromResult(transport());
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestAnswer };
    }

    public UpbitCounters Counters { get; }

    internal UpbitOptions Options { get; }

    /// <summary>Sockets connect through it as well: a block stops everything.</summary>
    internal UpbitRateLimiter Limiter { get; }

    public void Dispose() => _http.Dispose();

    internal Task<UpbitAnswer> GetAsync(UpbitGroup group, string path, UpbitParameters parameters, bool signed, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Get, group, path, parameters, signed, cancellation);

    internal Task<UpbitAnswer> PostAsync(UpbitGroup group, string path, UpbitParameters parameters, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, group, path, parameters, signed: true, cancellation);

    internal Task<UpbitAnswer> DeleteAsync(UpbitGroup group, string path, UpbitParameters parameters, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Delete, group, path, parameters, signed: true, cancellation);

    /// <summary>Repeats after a 429 alone: the venue has then not looked at the call.</summary>
    private async Task<UpbitAnswer> SendAsync(
        HttpMethod method, UpbitGroup group, string path, UpbitParameters parameters, bool signed, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                if (!await Limiter.EnterAsync(group, cancellation))
                    return UpbitAnswer.Without(UpbitOutcome.Blocked, $"the venue blocks us until {Limiter.BlockedUntil:u}");
            }
            catch (OperationCanceledException)
            {
                return UpbitAnswer.Without(UpbitOutcome.NotSent, "cancelled while waiting for the quota");
            }
            UpbitAnswer answer = await SendOnceAsync(method, group, path, parameters, signed, cancellation);
            Counters.Add(UpbitCount.RestEnded);
            if (answer.Outcome != UpbitOutcome.RateLimited || attempt == Attempts)
                return answer;
        }
    }

    private async Task<UpbitAnswer> SendOnceAsync(
        HttpMethod method, UpbitGroup group, string path, UpbitParameters parameters, bool signed, CancellationToken cancellation)
    {
        Counters.Add(UpbitCount.RestCalls);
        using HttpRequestMessage request = Build(method, path, parameters, signed);
        using var timeout = new CancellationTokenSource(Options.RequestTimeout, Options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            byte[] body = await response.Content.ReadAsByteArrayAsync(either.Token);
            return Note(group, response, UpbitAnswer.Of((int)response.StatusCode, body));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            Limiter.OnNoAnswer(group);
            string cause = timeout.IsCancellationRequested ? $"no answer in {Options.RequestTimeout.TotalSeconds:0.#} s" : e.Message;
            return CanHaveActed(request, e)
                ? UpbitAnswer.Without(UpbitOutcome.Uncertain, cause)
                : UpbitAnswer.Without(UpbitOutcome.NotSent, cause);
        }
    }

    private UpbitAnswer Note(UpbitGroup group, HttpResponseMessage response, UpbitAnswer answer)
    {
        string? remaining = response.Headers.TryGetValues("Remaining-Req", out IEnumerable<string>? values) ? values.First() : null;
        Note(group, answer.Status, answer.Detail, remaining);
        return answer;
    }

    /// <summary>Counts an answer against its quota; sockets tell theirs as well, for a block stops everything.</summary>
    internal void Note(UpbitGroup group, int status, string detail, string? remaining = null)
    {
        Limiter.OnAnswer(group, status, remaining);
        if (status == 429)
            Counters.Add(UpbitCount.RateLimited);
        if (status != 418)
            return;
        Counters.Add(UpbitCount.Blocked);
        Options.Log($"the venue has blocked us (418); no call is made until {Limiter.BlockedUntil:u}: {detail}");
    }

    /// <summary>Reads a body, unless the call failed.</summary>
    internal async Task<UpbitResult<T>> GetAsync<T>(
        UpbitGroup group, string path, UpbitParameters parameters, bool signed, Func<byte[], T?> read, CancellationToken cancellation) where T : class =>
        (await GetAsync(group, path, parameters, signed, cancellation)).As(read);

    /// <summary>A call with a body has not been acted on while its body has not left; one without, while no connection was made.</summary>
    private static bool CanHaveActed(HttpRequestMessage request, Exception error) =>
        request.Content is TrackedContent content
            ? content.MayHaveLeft
            : error is not HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
            };

    private HttpRequestMessage Build(HttpMethod method, string path, UpbitParameters parameters, bool signed)
    {
        bool hasBody = method == HttpMethod.Post;
        string query = hasBody || parameters.IsEmpty ? "" : "?" + parameters.ToUrl();
        var request = new HttpRequestMessage(method, new Uri(Options.RestBase, path + query));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (hasBody)
            request.Content = new TrackedContent(parameters.ToJson());
        if (signed)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(parameters));
        return request;
    }

    /// <summary>A token for one call, or for the private socket when there are no parameters.</summary>
    internal string Token(UpbitParameters parameters)
    {
        UpbitCredentials credentials = Options.Credentials
            ?? throw new InvalidOperationException($"no key: set {UpbitCredentials.AccessKeyVariable} and {UpbitCredentials.SecretKeyVariable}");
        return UpbitJwt.Create(credentials, Options.Nonce(), parameters.ToHashed(), Options.JwtAlgorithm);
    }
}

using System.Net;
using System.Text.Json;
using CoinPilot.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>
/// An exchange on this machine that speaks Upbit's wire format: sockets at <c>/websocket/v1</c> and <c>/websocket/v1/private</c>, REST under
/// <c>/v1</c>, and <c>/control/</c> for tests, audits and faults. Accounts and orders are kept in <see cref="LocalExchangeOptions.Books"/>, or in memory only.
/// </summary>
public sealed class LocalExchange : IAsyncDisposable
{
    private readonly LocalExchangeOptions _options;
    private readonly CancellationTokenSource _stopped = new();
    private readonly TradingFloor _floor;
    private readonly WebApplication _server;
    private readonly RestRouter _router;
    private readonly SocketEndpoint _sockets;
    private readonly TapeLoop _loop;

    private LocalExchange(LocalExchangeOptions options)
    {
        _options = options;
        _floor = new TradingFloor(options);
        _loop = new TapeLoop(_floor, options);
        if (options.FaultScenario is { } scenario)
            _floor.SetScenario(new FaultReader(_floor.OpenedAt).ReadScenario(scenario));
        var tokens = new TokenCheck(options.Keys, options.Time);
        var limits = new Limits(options.Limits, _floor.Terms);
        _router = new RestRouter(_floor, tokens, limits, options);
        _sockets = new SocketEndpoint(_floor, _loop, tokens, limits, options, _stopped.Token);
        _server = Build(options);
        _server.Use(ShareUpgrade);
        _server.UseWebSockets();
        _server.Run(ServeAsync);
    }

    /// <summary>Where it listens: <c>http://127.0.0.1:port/</c>.</summary>
    public Uri Uri { get; private set; } = null!;

    /// <summary>The venue's time.</summary>
    public Timestamp Now => _floor.Now;

    /// <summary>Ends when the tape has ended; fails when its source fails; cancelled when the exchange stops first.</summary>
    public Task Tape { get; private set; } = Task.CompletedTask;

    /// <summary>Frames of data and status ever handed to sockets that were open; each is sent, unless its socket ends before.</summary>
    public long FramesSent => _floor.Broadcast.FramesSent;

    /// <summary>Messages that sockets brought and that were handled: what they are answered with is among <see cref="FramesSent"/>.</summary>
    public long MessagesHandled => _floor.Broadcast.MessagesHandled;

    /// <summary>When the tape's next trade comes; null once it has ended.</summary>
    public Timestamp? NextTrade
    {
        get
        {
            lock (_floor.Gate)
                return _floor.NextTrade;
        }
    }

    /// <summary>
    /// Where <see cref="LocalExchangeOptions.IsStepped"/>: true when the tape had a trade up to <paramref name="time"/>, which has now happened, and
    /// nothing after it; else all of the tape up to that time has happened, and what is published by then is.
    /// </summary>
    public bool Step(Timestamp time)
    {
        lock (_floor.Gate)
            return !_floor.Advance(time, maxTrades: 1);
    }

    /// <summary>Makes the history and listens; the tape runs from here, or from the first subscriber if its source waits.</summary>
    /// <exception cref="ArgumentException">The options contradict themselves.</exception>
    /// <exception cref="FormatException">The fault scenario is wrong; the message names the place.</exception>
    /// <exception cref="IOException">The port cannot be had; the message names it.</exception>
    public static async Task<LocalExchange> StartAsync(LocalExchangeOptions options, CancellationToken cancellation = default)
    {
        if (!(options.Speed > 0) || (double.IsInfinity(options.Speed) && !options.Source.WaitsForConsumers))
            throw new ArgumentException($"speed {options.Speed} is not one that this market can run at", nameof(options));
        var exchange = new LocalExchange(options);
        try
        {
            await exchange.ListenAsync(cancellation);
        }
        catch
        {
            await exchange.DisposeAsync();
            throw;
        }
        if (!options.IsStepped)
            exchange.Tape = Task.Run(() => exchange._loop.RunAsync(exchange._stopped.Token), CancellationToken.None);
        return exchange;
    }

    /// <summary>Reads a fault scenario and keeps nothing of it; throws <see cref="FormatException"/> that names what is wrong.</summary>
    public static void CheckFaults(string scenario) => _ = new FaultReader(Timestamp.None).ReadScenario(scenario);

    /// <summary>Cuts every connection and stops the tape.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await Tape.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2)))
            await _server.StopAsync(patience.Token);
        await _server.DisposeAsync();
        _floor.Dispose();
        _stopped.Dispose();
    }

    private static WebApplication Build(LocalExchangeOptions options)
    {
        // Empty: no settings from files or the environment, no log.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(options.LoopbackOnly ? IPAddress.Loopback : IPAddress.Any, options.Port);
        });
        return builder.Build();
    }

    private async Task ListenAsync(CancellationToken cancellation)
    {
        try
        {
            await _server.StartAsync(cancellation);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new IOException($"port {_options.Port} is already in use", e);
        }
        string address = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Uri = new Uri(address.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));
    }

    private Task ShareUpgrade(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is { } upgrade)
        {
            var shared = new SharedUpgrade(upgrade, _options.Time);
            context.Features.Set<IHttpUpgradeFeature>(shared);
        }
        return next(context);
    }

    private async Task ServeAsync(HttpContext context)
    {
        if (context.Request.Path == SocketEndpoint.PublicPath || context.Request.Path == SocketEndpoint.PrivatePath)
        {
            await _sockets.ServeAsync(context, (SharedUpgrade)context.Features.Get<IHttpUpgradeFeature>()!);
            return;
        }
        (RestAnswer answer, string? remaining) = _router.Answer(await ReadAsync(context.Request));
        if (answer.Delay > TimeSpan.Zero)
            await Task.Delay(answer.Delay, _options.Time, context.RequestAborted);
        if (answer.IsLost)
        {
            context.Abort();
            return;
        }
        if (answer.Skew != TimeSpan.Zero)
            context.Response.Headers.Date = (_options.Time.GetUtcNow() + answer.Skew).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.Length;
        if (remaining is not null)
            context.Response.Headers["Remaining-Req"] = remaining;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static async Task<RestRequest> ReadAsync(HttpRequest request)
    {
        string query = Uri.UnescapeDataString((request.QueryString.Value ?? "").TrimStart('?'));
        string? authorization = request.Headers.Authorization;
        return new RestRequest(request.Method, request.Path, query, await ReadBodyAsync(request), authorization)
        {
            Address = request.HttpContext.Connection.RemoteIpAddress?.MapToIPv4().ToString(),
            HasOrigin = request.Headers.Origin.Count > 0,
        };
    }

    /// <summary>Null with no body; a body that is no JSON counts as the JSON null, which no call takes.</summary>
    private static async Task<JsonElement?> ReadBodyAsync(HttpRequest request)
    {
        if (request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding"))
            return null;
        try
        {
            using JsonDocument document = await JsonDocument.ParseAsync(request.Body, default, request.HttpContext.RequestAborted);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return JsonElement.Parse("null"u8);
        }
    }
}

using System.Net;
using System.Reflection;
using CoinPilot.App.Run;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace CoinPilot.App.Web;

/// <summary>The dashboard, its API, health and metrics, on loopback only.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private const string ContentPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'";

    private readonly WebApplication _app;

    private ApiServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Throws <see cref="IOException"/> that names the port when it is taken.</summary>
    /// <param name="extend">Adds what a node of a cluster answers besides.</param>
    public static async Task<ApiServer> StartAsync(ITradingSystem system, int port, Action<WebApplication>? extend = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port, o => o.Protocols = HttpProtocols.Http1));
        WebApplication app = builder.Build();
        app.Use(GuardAsync);
        extend?.Invoke(app);
        MapPages(app, system);
        MapCommands(app, system);
        RiskApi.Map(app, system);
        try
        {
            await app.StartAsync();
        }
        catch (IOException busy)
        {
            await app.DisposeAsync();
            throw new IOException($"port {port} for the dashboard is in use; choose another with --port", busy);
        }
        return new ApiServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(2));
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
    }

    // A page of another site must reach neither figures nor commands: only our own host names are served, and commands need our own header.
    private static Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        bool ours = context.Request.Host.Host is "127.0.0.1" or "localhost" or "[::1]";
        bool command = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);
        if (!ours || (command && context.Request.Headers["X-CoinPilot"].Count == 0))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }
        context.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        return next(context);
    }

    private static void MapPages(WebApplication app, ITradingSystem system)
    {
        byte[] page = ReadPage();
        app.MapGet("/", () => Results.Bytes(page, "text/html; charset=utf-8"));
        app.MapGet("/api/status", async () => Results.Json(StatusBuilder.Build(await system.GetStatusAsync())));
        app.MapGet("/api/candles", (string symbol) => system.FindCandles(symbol) is { } candles
            ? Results.Json(candles)
            : Results.Json(new { error = $"'{symbol}' is not traded here" }, statusCode: StatusCodes.Status404NotFound));
        app.MapGet("/api/orders", async (int? recent) => Results.Json(
            BookBuilder.Orders(await system.Books.GetBooksAsync(), system.Orders, Math.Clamp(recent ?? 20, 0, 500))));
        app.MapGet("/api/positions", async () => Results.Json(
            BookBuilder.Positions(await system.Books.GetBooksAsync(), (await system.GetStatusAsync()).Account, system.Lots)));
        app.MapGet("/api/strategies", async (string? symbol) => Results.Json(await system.Strategies.GetAsync(symbol)));
        app.MapGet("/favicon.ico", () => Results.NoContent());
        app.MapGet("/healthz", () => Results.Text("ok\n"));
        app.MapGet("/readyz", async () => await system.WhyNotReadyAsync() is { } reason
            ? Results.Text(reason + "\n", statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Text("ready\n"));
        app.MapGet("/metrics", async () => Results.Text(
            MetricsText.Write(await system.GetStatusAsync(), system.Counters, system.ClientCounters, system.DroppedTicks), MetricsText.ContentType));
    }

    private static void MapCommands(WebApplication app, ITradingSystem system)
    {
        app.MapPost("/api/reconcile", async (string? accept) => accept is null || system.Books.Knows(accept)
            ? Results.Json(BookBuilder.Of(await system.Books.RunAsync(accept), system.Books.Quote))
            : Results.Json(new { error = $"'{accept}' is neither a market traded here nor {system.Books.Quote}" }, statusCode: StatusCodes.Status400BadRequest));
        app.MapPost("/api/quarantine/lift", (string path) => system.LiftQuarantine(path)
            ? Results.Json(new { lifted = path })
            : Results.Json(new { error = $"'{path}' is not in quarantine" }, statusCode: StatusCodes.Status404NotFound));
    }

    private static byte[] ReadPage()
    {
        using Stream page = Assembly.GetExecutingAssembly().GetManifestResourceStream("dashboard.html")
            ?? throw new InvalidOperationException("the dashboard is missing from the build");
        using MemoryStream copy = new();
        page.CopyTo(copy);
        return copy.ToArray();
    }
}

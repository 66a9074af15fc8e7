using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace CoinPilot.App.Journals;

/// <summary>What a process that only follows answers, on loopback, where the dashboard would be: alive, not ready, and why.</summary>
internal sealed class FollowerServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FollowerServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Null when the port is in use, as it is by the process that trades on this machine.</summary>
    public static async Task<FollowerServer?> TryStartAsync(int port, string reason, JournalFollower follower)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port, o => o.Protocols = HttpProtocols.Http1));
        WebApplication app = builder.Build();
        app.MapGet("/", () => Results.Text($"{reason}\n{follower}\n"));
        app.MapGet("/api/status", () => Results.Json(new { readOnly = true, reason, following = follower.ToString() }));
        app.MapGet("/healthz", () => Results.Text("ok\n"));
        app.MapGet("/readyz", () => Results.Text(reason + "\n", statusCode: StatusCodes.Status503ServiceUnavailable));
        try
        {
            await app.StartAsync();
            return new FollowerServer(app);
        }
        catch (IOException)
        {
            await app.DisposeAsync();
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(2));
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
    }
}

using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>The public and the private socket's address: turns an upgrade request into a session.</summary>
internal sealed class SocketEndpoint(
    TradingFloor floor, TapeLoop loop, TokenCheck tokens, Limits limits, LocalExchangeOptions options, CancellationToken stopped)
{
    public const string PublicPath = "/websocket/v1";
    public const string PrivatePath = "/websocket/v1/private";

    public async Task ServeAsync(HttpContext context, SharedUpgrade upgrade)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        if (RefuseConnect(context.Request) is { } tooMany)
        {
            context.Response.StatusCode = tooMany.Status;
            await context.Response.Body.WriteAsync(tooMany.Body, context.RequestAborted);
            return;
        }
        bool isPrivate = context.Request.Path == PrivatePath;
        SocketError? refusal = isPrivate ? Refuse(context) : null;
        context.Response.Headers["remaining-req"] = limits.Connect.Header;
        context.Response.Headers["limit-by-ip"] = "Yes";

        // No pings from here: the venue sends none.
        // Compressed only for who offers it, each frame by itself, so that all subscribers can share it.
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            KeepAliveInterval = TimeSpan.Zero,
            DangerousEnableCompression = true,
            DisableServerContextTakeover = true,
        });
        string extensions = context.Response.Headers.SecWebSocketExtensions.ToString();
        bool isCompressed = extensions.Contains("permessage-deflate", StringComparison.Ordinal) && !extensions.Contains("server_max_window_bits", StringComparison.Ordinal);
        using var session = new SocketSession(floor, loop, options, socket, upgrade.Stream!, isPrivate, MayHave, isCompressed, context.Abort, stopped);
        await session.RunAsync(refusal);
    }

    private bool MayHave(StreamKind kind) => kind switch
    {
        StreamKind.MyOrder => tokens.Allows(ApiScopes.OrderQuery),
        StreamKind.MyAsset => tokens.Allows(ApiScopes.AssetQuery),
        _ => true,
    };

    /// <summary>Null when another socket may be opened now.</summary>
    private RestAnswer? RefuseConnect(HttpRequest request)
    {
        lock (floor.Gate)
        {
            if (floor.Faults.Lasting(FaultKind.Maintenance, new FaultPlace(Path: request.Path, Socket: request.Path == PrivatePath ? "private" : "public")) is not null)
                return RestErrors.OfStatus(503);
        }
        LimitGroup group = request.Headers.Origin.Count > 0 ? limits.Origin : limits.Connect;
        if (group.Penalty is not { } penalty)
            return null;
        DateTimeOffset now = options.Time.GetUtcNow();
        lock (floor.Gate)
            return penalty.FindBlock(now) ?? (group.TryTake(now) ? null : penalty.Refuse(now));
    }

    private SocketError? Refuse(HttpContext context)
    {
        string? address = context.Connection.RemoteIpAddress?.MapToIPv4().ToString();
        lock (floor.Gate)
            return tokens.Refuse(context.Request.Headers.Authorization, "", address, ApiScopes.None) is null ? null : SocketError.InvalidAuth;
    }
}

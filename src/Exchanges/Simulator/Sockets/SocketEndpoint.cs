using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>The public and the private socket's address: turns an upgrade request into a session.</summary>
internal sealed class SocketEndpoint(
    TradingFloor floor, TapeLoop loop, TokenCheck tokens, LocalExchangeOptions options, CancellationToken stopped)
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
        bool isPrivate = context.Request.Path == PrivatePath;
        SocketError? refusal = isPrivate ? Refuse(context.Request.Headers.Authorization) : null;
        context.Response.Headers["remaining-req"] = "group=websocket; min=300; sec=4";
        context.Response.Headers["limit-by-ip"] = "Yes";

        // No pings from here: the venue sends none.
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = TimeSpan.Zero });
        using var session = new SocketSession(floor, loop, options, socket, upgrade.Stream!, isPrivate, context.Abort, stopped);
        await session.RunAsync(refusal);
    }

    private SocketError? Refuse(string? authorization)
    {
        lock (floor.Gate)
            return tokens.Refuse(authorization, "") is null ? null : SocketError.InvalidAuth;
    }
}

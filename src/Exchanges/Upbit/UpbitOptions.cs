using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Where the venue is and how patient the client is. One address is enough: <see cref="For"/>.</summary>
public sealed record UpbitOptions
{
    /// <summary>How long past its end a candle waits for late trades unless told otherwise.</summary>
    public static TimeSpan UsualFinalDelay { get; } = TimeSpan.FromSeconds(2);

    /// <summary>The venue itself.</summary>
    public static Uri Production { get; } = new("https://api.upbit.com");

    /// <summary>Scheme, host and port of the REST calls.</summary>
    public required Uri RestBase { get; init; }

    /// <summary>The public socket; the private one is below it at <c>/private</c>.</summary>
    public required Uri SocketBase { get; init; }

    /// <summary>Needed for orders and balances, not for market data.</summary>
    public UpbitCredentials? Credentials { get; init; }

    public UpbitJwtAlgorithm JwtAlgorithm { get; init; } = UpbitJwtAlgorithm.Hs512;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>From 0 to below 1, for the spread of waits between reconnects.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;

    /// <summary>A fresh text for each call; the venue refuses one seen before.</summary>
    public Func<string> Nonce { get; init; } = static () => Guid.NewGuid().ToString();

    /// <summary>Rare lines worth an operator's eye: refused keys, blocks, malformed frames (at most one a minute).</summary>
    public Action<string> Log { get; init; } = static _ => { };

    /// <summary>Fee on fills whose own fee the venue does not state.</summary>
    public FeeRate FeeRate { get; init; } = FeeRate.UpbitKrw;

    /// <summary>Sent with every order that may take; null leaves it to the venue.</summary>
    public UpbitSelfTrade? SelfTrade { get; init; }

    /// <summary>
    /// How far the venue's stamps may lie ahead of our clock; anything later is counted and dropped. Null for an exchange whose time is its own,
    /// as that of one on this machine may be.
    /// </summary>
    public TimeSpan? LongestAhead { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Offers compressed frames (permessage-deflate): a tenth of the bytes for more work on each.</summary>
    public bool OffersCompression { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A call without an answer by then is abandoned; an order sent is then ambiguous.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>After a ping without pong; with <see cref="PingInterval"/> a dead socket is found in 30 s.</summary>
    public TimeSpan PongTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Once the server has begun its regular status frames, silence of this length means that the feed is dead.</summary>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long past its end, by the venue's clock, a candle waits for late trades when no later candle shows that it is final.</summary>
    public TimeSpan FinalDelay { get; init; } = UsualFinalDelay;

    /// <summary>How long a subscribed code may stay silent before it is reported.</summary>
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long all calls stop after the venue's first 418; doubled for each further one.</summary>
    public TimeSpan BlockTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>This process's share of the venue's quotas among all that call with these keys or from this address.</summary>
    public Func<QuotaShare> Share { get; init; } = static () => QuotaShare.Whole;

    /// <summary>Connections of REST calls in place of the network's; null for the network.</summary>
    internal Func<Stream>? Transport { get; init; }

    internal Uri PrivateSocket => new(SocketBase.AbsoluteUri.TrimEnd('/') + "/private");

    /// <summary>
    /// From one address: <c>http://127.0.0.1:8700</c> has its socket at <c>ws://127.0.0.1:8700/websocket/v1</c>, <c>https</c> at <c>wss</c>.
    /// Throws <see cref="ArgumentException"/> for any other scheme.
    /// </summary>
    public static UpbitOptions For(Uri exchange, UpbitCredentials? credentials = null)
    {
        if (!exchange.IsAbsoluteUri || exchange.Scheme is not ("http" or "https"))
            throw new ArgumentException($"the exchange's address must start with http:// or https://, not '{exchange}'", nameof(exchange));
        var restBase = new Uri(exchange.GetLeftPart(UriPartial.Authority));
        var socket = new UriBuilder(restBase) { Scheme = exchange.Scheme == "https" ? "wss" : "ws", Path = "/websocket/v1" };
        return new UpbitOptions
        {
            RestBase = restBase, SocketBase = socket.Uri, Credentials = credentials,
            LongestAhead = restBase.IsLoopback ? null : TimeSpan.FromSeconds(10),
        };
    }
}

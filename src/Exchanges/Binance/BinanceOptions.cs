namespace CoinPilot.Exchanges.Binance;

/// <summary>Where the venue's public market data is and how patient the client is.</summary>
public sealed record BinanceOptions
{
    /// <summary>The venue itself.</summary>
    public static Uri Production { get; } = new("https://api.binance.com");

    public required Uri RestBase { get; init; }

    public required Uri SocketBase { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>From 0 to below 1, for the spread of waits between reconnects.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;

    /// <summary>Rare lines worth an operator's eye.</summary>
    public Action<string> Log { get; init; } = static _ => { };

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The venue's own pings, every 20 s, are answered by the socket; these find a line that is dead.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan PongTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The venue cuts a connection after 24 hours; ours ends before, at a moment of our own.</summary>
    public TimeSpan ConnectionAge { get; init; } = TimeSpan.FromHours(23.5);

    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long past its end, by the venue's clock, a candle from REST counts as final.</summary>
    public TimeSpan FinalDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>From the REST address alone; the venue's own socket has a host of its own, any other's is at the same place.</summary>
    public static BinanceOptions For(Uri exchange)
    {
        var restBase = new Uri(exchange.GetLeftPart(UriPartial.Authority));
        Uri socket = restBase.Host == Production.Host
            ? new Uri("wss://stream.binance.com:9443")
            : new UriBuilder(restBase) { Scheme = exchange.Scheme == "https" ? "wss" : "ws" }.Uri;
        return new BinanceOptions { RestBase = restBase, SocketBase = socket };
    }
}

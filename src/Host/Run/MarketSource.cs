using CoinPilot.App.Cli;
using CoinPilot.Exchanges;
using CoinPilot.Exchanges.Upbit;

namespace CoinPilot.App.Run;

/// <summary>A venue's public market data, for which no keys are needed.</summary>
internal sealed class MarketSource : IDisposable
{
    private readonly IDisposable _client;

    private MarketSource(string venue, Uri address, IMarketDataVenue market, Func<IReadOnlyDictionary<string, long>> counters, IDisposable client)
    {
        _client = client;
        Address = address;
        Market = market;
        Counters = counters;
        StoreName = address.IsLoopback ? "local" : venue;
    }

    public Uri Address { get; }

    public IMarketDataVenue Market { get; }

    public Func<IReadOnlyDictionary<string, long>> Counters { get; }

    /// <summary>The venue's name in the candle store; an exchange on this machine is not the venue whose protocol it speaks.</summary>
    public string StoreName { get; }

    /// <summary>Throws <see cref="UsageException"/> for a venue that is not known.</summary>
    /// <param name="exchange">Null for the venue's own address.</param>
    public static MarketSource Open(string venue, Uri? exchange, Action<string> say)
    {
        switch (venue)
        {
            case "upbit":
                UpbitRest rest = new(UpbitOptions.For(exchange ?? UpbitOptions.Production) with { Log = say }, new UpbitCounters());
                return new MarketSource(venue, exchange ?? UpbitOptions.Production, new UpbitMarketData(rest),
                    () => rest.Counters.All.ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal), rest);
            default:
                throw new UsageException($"--venue '{venue}' is not one of: upbit");
        }
    }

    public void Dispose() => _client.Dispose();
}

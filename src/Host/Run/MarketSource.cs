using CoinPilot.App.Cli;
using CoinPilot.Exchanges;
using CoinPilot.Exchanges.Binance;
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

    /// <summary>The venue's own address. Throws <see cref="UsageException"/> for a venue that is not known.</summary>
    public static Uri AddressOf(string venue) => venue switch
    {
        "upbit" => UpbitOptions.Production,
        "binance" => BinanceOptions.Production,
        _ => throw new UsageException($"--venue '{venue}' is not one of: upbit, binance"),
    };

    /// <summary>Throws <see cref="UsageException"/> for a venue that is not known.</summary>
    /// <param name="exchange">Null for the venue's own address.</param>
    public static MarketSource Open(string venue, Uri? exchange, Action<string> say)
    {
        Uri address = exchange ?? AddressOf(venue);
        if (venue == "upbit")
        {
            UpbitRest upbit = new(UpbitOptions.For(address) with { Log = say }, new UpbitCounters());
            return new MarketSource(venue, address, new UpbitMarketData(upbit), () => Named(upbit.Counters.All), upbit);
        }
        BinanceRest binance = new(BinanceOptions.For(address) with { Log = say }, new BinanceCounters());
        return new MarketSource(venue, address, new BinanceMarketData(binance), () => Named(binance.Counters.All), binance);
    }

    private static Dictionary<string, long> Named(IEnumerable<KeyValuePair<string, long>> counts) => counts.ToDictionary(StringComparer.Ordinal);

    public void Dispose() => _client.Dispose();
}

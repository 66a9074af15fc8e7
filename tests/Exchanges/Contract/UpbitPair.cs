using CoinPilot.Exchanges;
using CoinPilot.Exchanges.Simulator;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.Tests.Exchanges.Simulator;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Contract;

/// <summary>The client for Upbit and the local exchange that speaks its protocol. They share no message types.</summary>
internal sealed class UpbitPair : IVenuePair
{
    private readonly LocalExchange _exchange;

    private UpbitPair(LocalExchange exchange)
    {
        _exchange = exchange;
        Line = new FaultyLine(exchange.Uri);
        Rest = new UpbitRest(UpbitOptions.For(Line.Address, new UpbitCredentials("contract-key", "contract-secret")) with
        {
            FirstBackoff = TimeSpan.FromMilliseconds(20), LongestBackoff = TimeSpan.FromMilliseconds(100),
        }, Counters);
        (Market, Execution) = (new UpbitMarketData(Rest), new UpbitExecution(Rest));
    }

    public UpbitCounters Counters { get; } = new();

    public UpbitRest Rest { get; }

    public IMarketDataVenue Market { get; }

    public IExecutionVenue Execution { get; }

    public FaultyLine Line { get; }

    public Symbol Symbol { get; } = Symbol.Parse("KRW-BTC");

    public static async Task<IVenuePair> StartAsync() => new UpbitPair(await LocalExchange.StartAsync(new LocalExchangeOptions
    {
        Source = new SyntheticMarket(seed: 3, start: Scene.Opening, historyMinutes: 60),
        Speed = 200, Keys = new ExchangeKeys("contract-key", "contract-secret"), Limits = null,
    }));

    public async ValueTask DisposeAsync()
    {
        Rest.Dispose();
        await Line.DisposeAsync();
        await _exchange.DisposeAsync();
    }
}

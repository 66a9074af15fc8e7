using System.Text;
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

    private UpbitPair(LocalExchange exchange, Func<UpbitOptions, UpbitOptions> set)
    {
        _exchange = exchange;
        Line = new FaultyLine(exchange.Uri);
        Rest = new UpbitRest(set(UpbitOptions.For(Line.Address, new UpbitCredentials("contract-key", "contract-secret")) with
        {
            FirstBackoff = TimeSpan.FromMilliseconds(20), LongestBackoff = TimeSpan.FromMilliseconds(100),
        }), Counters);
        (Market, Execution) = (new UpbitMarketData(Rest), new UpbitExecution(Rest));
    }

    public UpbitCounters Counters { get; } = new();

    public UpbitRest Rest { get; }

    public IMarketDataVenue Market { get; }

    public IExecutionVenue Execution { get; }

    public FaultyLine Line { get; }

    public Symbol Symbol { get; } = Symbol.Parse("KRW-BTC");

    public static async Task<IVenuePair> StartAsync() => await StartAsync(client: o => o);

    public static async Task<UpbitPair> StartAsync(Func<UpbitOptions, UpbitOptions> client) => new(await LocalExchange.StartAsync(new LocalExchangeOptions
    {
        Source = new SyntheticMarket(seed: 3, start: Scene.Opening, historyMinutes: 60),
        Speed = 200, Keys = new ExchangeKeys("contract-key", "contract-secret"), Limits = null,
    }), client);

    /// <summary>Sets a switch of the exchange's (docs/local-exchange.md), past the line that can fail.</summary>
    public async Task SetFaultAsync(string fault)
    {
        using var control = new HttpClient { BaseAddress = _exchange.Uri };
        using var body = new StringContent(fault, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await control.PostAsync("/control/faults", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task ClearFaultsAsync()
    {
        using var control = new HttpClient { BaseAddress = _exchange.Uri };
        using HttpResponseMessage answer = await control.DeleteAsync("/control/faults");
        Assert.True(answer.IsSuccessStatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        Rest.Dispose();
        await Line.DisposeAsync();
        await _exchange.DisposeAsync();
    }
}

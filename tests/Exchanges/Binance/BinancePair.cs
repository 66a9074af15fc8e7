using System.Net.WebSockets;
using CoinPilot.Exchanges;
using CoinPilot.Exchanges.Binance;
using CoinPilot.Tests.Exchanges.Contract;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Binance;

/// <summary>The Binance client on the fake venue, whose market moves by itself: a minute in two tenths of a second, ten trades in each.</summary>
internal sealed class BinancePair : IVenuePair
{
    private readonly FakeBinance _venue;
    private readonly BinanceRest _rest;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<FakeStream> _streams = [];
    private readonly Task _moving;

    private BinancePair(FakeBinance venue)
    {
        _venue = venue;
        Line = new FaultyLine(venue.Address);
        BinanceOptions options = BinanceOptions.For(Line.Address) with { FirstBackoff = TimeSpan.FromMilliseconds(5), RequestTimeout = TimeSpan.FromSeconds(5) };
        _rest = new BinanceRest(options, new BinanceCounters());
        Market = new BinanceMarketData(_rest);
        _moving = MoveAsync();
    }

    public IMarketDataVenue Market { get; }

    public IExecutionVenue Execution => throw new NotSupportedException("orders go to the paper account");

    public FaultyLine Line { get; }

    public Symbol Symbol { get; } = Symbol.Parse("USDT-BTC");

    public static async Task<IVenuePair> StartAsync()
    {
        FakeBinance venue = await FakeBinance.StartAsync();
        venue.SetTrades("BTCUSDT", 0, 20_000, 3);
        venue.SetTrades("BTCUSDT", 70, 72, 0);
        venue.Now = 100.55;
        return new BinancePair(venue);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _moving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _rest.Dispose();
        await Line.DisposeAsync();
        await _venue.DisposeAsync();
        _stop.Dispose();
    }

    private async Task MoveAsync()
    {
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(20));
        for (int step = 1; await timer.WaitForNextTickAsync(_stop.Token); step++)
        {
            int before = (int)_venue.Now;
            _venue.Now = 100.55 + step / 10.0;
            while (_venue.TryNextStream(out FakeStream? opened))
                _streams.Add(opened);
            foreach (FakeStream stream in _streams.ToArray())
                await SendAsync(stream, step, before);
        }
    }

    private async Task SendAsync(FakeStream stream, int step, int before)
    {
        try
        {
            await stream.SendTradeAsync("BTCUSDT", _venue.Now, step, "60000.01", "0.25", step % 2 == 0);
            if ((int)_venue.Now > before)
                await stream.SendKlineAsync("BTCUSDT", before, 3);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            _streams.Remove(stream);
        }
    }
}

public sealed class BinanceMarketDataContractTests : MarketDataContract
{
    private protected override Task<IVenuePair> StartPairAsync() => BinancePair.StartAsync();
}

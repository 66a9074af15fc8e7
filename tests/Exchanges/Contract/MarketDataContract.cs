using CoinPilot.Exchanges;
using CoinPilot.MarketData;
using CoinPilot.Tests.Exchanges.Upbit;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Contract;

/// <summary>What every venue's market data keeps to, whatever the line does.</summary>
public abstract class MarketDataContract : IAsyncLifetime
{
    private readonly RecordingSink _sink = new();
    private readonly CancellationTokenSource _stop = new();
    private IVenuePair _pair = null!;
    private Task _running = Task.CompletedTask;

    public async ValueTask InitializeAsync() => _pair = await StartPairAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(20));
        await _pair.DisposeAsync();
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<IVenuePair> StartPairAsync();

    [Fact]
    public async Task Markets_OfTheVenue_HoldTheSymbol() =>
        Assert.Contains(_pair.Symbol, await _pair.Market.GetMarketsAsync(_stop.Token));

    [Fact]
    public async Task History_OfASymbol_IsFinal_OldestFirst_AndPagesJoin()
    {
        IReadOnlyList<Candle> newest = await _pair.Market.GetCandlesAsync(_pair.Symbol, before: null, 20, _stop.Token);
        IReadOnlyList<Candle> earlier = await _pair.Market.GetCandlesAsync(_pair.Symbol, newest[0].OpenTime, 20, _stop.Token);
        IReadOnlyList<Candle> both = await _pair.Market.GetCandlesAsync(_pair.Symbol, newest[^1].OpenTime + TimeSpan.FromMinutes(1), 40, _stop.Token);

        Assert.Equal(both, [.. earlier, .. newest]);
        Assert.Equal(both.OrderBy(c => c.OpenTime), both);
    }

    [Fact]
    public async Task Stream_FromNow_BeginsConnected_AndGoesOn()
    {
        _running = StreamAsync(Timestamp.None);
        await Until.TrueAsync(() => _sink.Trades.Count > 20 && _sink.Candles.Count > 2);

        Assert.Equal(ConnectionState.Connecting, _sink.Connections[0].State);
        Assert.Equal(ConnectionState.Connected, _sink.Connections[1].State);
    }

    [Fact]
    public async Task Candles_OverALineThatDrops_ComeOnceEach_InOrder_WithNoHole()
    {
        IReadOnlyList<Candle> known = await _pair.Market.GetCandlesAsync(_pair.Symbol, before: null, 30, _stop.Token);
        _running = StreamAsync(known[5].OpenTime);
        for (int drops = 0; drops < 4; drops++)
        {
            int seen = _sink.Candles.Count;
            await Until.TrueAsync(() => _sink.Count(ConnectionState.Connected) > drops && _sink.Candles.Count >= seen + 3);
            if (drops % 2 == 0)
                _pair.Line.Drop();
            else
                await CutForAMomentAsync();
        }
        int atLastDrop = _sink.Candles.Count;
        await Until.TrueAsync(() => _sink.Candles.Count >= atLastDrop + 10);

        Candle[] streamed = [.. _sink.Candles.Select(c => c.Candle)];
        IReadOnlyList<Candle> told = await _pair.Market.GetCandlesAsync(
            _pair.Symbol, streamed[^1].OpenTime + TimeSpan.FromMinutes(1), streamed.Length, _stop.Token);
        Assert.Equal(known[6].OpenTime, streamed[0].OpenTime);
        Assert.Equal(told, streamed);
    }

    [Fact]
    public async Task Trades_OverALineThatDrops_NeverRepeatAndNeverGoBack()
    {
        _running = StreamAsync(Timestamp.None);
        for (int drops = 0; drops < 3; drops++)
        {
            int seen = _sink.Trades.Count;
            await Until.TrueAsync(() => _sink.Count(ConnectionState.Connected) > drops && _sink.Trades.Count > seen + 10);
            _pair.Line.Drop();
        }
        await Until.TrueAsync(() => _sink.Count(ConnectionState.Connected) > 3);

        long[] numbers = [.. _sink.Trades.Select(t => t.SequentialId)];
        Assert.Equal(numbers.Distinct().Order(), numbers);
        Assert.Equal(3, _sink.Count(ConnectionState.Disconnected));
    }

    private Task StreamAsync(Timestamp after) => _pair.Market.StreamAsync([_pair.Symbol], [after], _sink, _stop.Token);

    // Long enough for the market to close candles that nobody sees.
    private async Task CutForAMomentAsync()
    {
        int disconnects = _sink.Count(ConnectionState.Disconnected);
        _pair.Line.Cut();
        await Until.TrueAsync(() => _sink.Count(ConnectionState.Disconnected) >= disconnects + 4);
        _pair.Line.Mend();
    }
}

using CoinPilot.Exchanges;
using CoinPilot.Exchanges.Binance;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Tests.Exchanges.Upbit;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Binance;

public sealed class BinanceStreamTests : IAsyncLifetime
{
    private static readonly Symbol[] Symbols = [Symbol.Parse("USDT-BTC"), Symbol.Parse("USDT-ETH")];

    private readonly RecordingSink _sink = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly BinanceCounters _counters = new();
    private FakeBinance _venue = null!;
    private BinanceRest _rest = null!;
    private Task _stream = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        _venue = await FakeBinance.StartAsync();
        _venue.SetTrades("BTCUSDT", 0, 30, 3);
        _venue.SetTrades("ETHUSDT", 0, 30, 2);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _stream;
        _rest?.Dispose();
        await _venue.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task Stream_OfTwoMarkets_SubscribesToTradesAndCandles()
    {
        FakeStream stream = await StartAsync(after: 9);

        Assert.Equal("?streams=btcusdt@trade/btcusdt@kline_1m/ethusdt@trade/ethusdt@kline_1m", stream.Query);
        await stream.SendTradeAsync("ETHUSDT", 10.6, 12345, "3000.01000000", "0.00010000", buyerIsMaker: true);
        await stream.SendTradeAsync("BTCUSDT", 10.7, 7, "60010.05000000", "1.50000000", buyerIsMaker: false);
        await Until.TrueAsync(() => _sink.Trades.Count == 2);

        Assert.Equal(
            [
                new Trade(At(10.6), Price.Of(3000.01m), Quantity.Of(0.0001m), OrderSide.Sell, 12345),
                new Trade(At(10.7), Price.Of(60010.05m), Quantity.Of(1.5m), OrderSide.Buy, 7),
            ],
            _sink.Trades);
    }

    [Fact]
    public async Task Stream_RepeatedAndEarlierTrades_AreDropped()
    {
        FakeStream stream = await StartAsync(after: 9);
        foreach (long id in (long[])[5, 5, 4, 6])
            await stream.SendTradeAsync("BTCUSDT", 10.6, id, "60000", "1", buyerIsMaker: false);
        await Until.TrueAsync(() => _sink.Trades.Count == 2);

        Assert.Equal([5L, 6L], _sink.Trades.Select(t => t.SequentialId));
        Assert.Equal(2, _counters[BinanceCount.RepeatedTrades]);
    }

    [Fact]
    public async Task Stream_Candles_ComeOnceWhenClosedAndNotWhenEmpty()
    {
        FakeStream stream = await StartAsync(after: 9);
        await Until.TrueAsync(() => _sink.Count(ConnectionState.Connected) == 1);
        await stream.SendKlineAsync("BTCUSDT", 10, 3, closed: false);
        await stream.SendKlineAsync("BTCUSDT", 10, 3);
        await stream.SendKlineAsync("BTCUSDT", 10, 3);
        await stream.SendKlineAsync("BTCUSDT", 11, 0);
        await stream.SendKlineAsync("BTCUSDT", 12, 4);
        await Until.TrueAsync(() => _sink.Candles.Count >= 2);

        Assert.Equal([10, 12], _sink.Minutes(0, FakeBinance.Start));
        Assert.Equal(Quantity.Of(4.0001m), _sink.Candles[^1].Candle.Volume);
    }

    [Fact]
    public async Task Stream_StartedBehind_FetchesWhatWasMissed()
    {
        FakeStream stream = await StartAsync(after: 2);
        await stream.SendKlineAsync("BTCUSDT", 10, 3);
        await Until.TrueAsync(() => _sink.Minutes(0, FakeBinance.Start).Length == 8 && _sink.Minutes(1, FakeBinance.Start).Length == 7);

        Assert.Equal(Enumerable.Range(3, 8), _sink.Minutes(0, FakeBinance.Start));
        Assert.Equal(Enumerable.Range(3, 7), _sink.Minutes(1, FakeBinance.Start));
    }

    [Fact]
    public async Task Stream_WithoutAStart_BeginsWithTheMinuteInProgress()
    {
        FakeStream stream = await StartAsync(after: null);
        await Until.TrueAsync(() => _sink.Count(ConnectionState.Connected) == 1);
        await stream.SendKlineAsync("BTCUSDT", 9, 3);
        await stream.SendKlineAsync("BTCUSDT", 10, 3);
        await Until.TrueAsync(() => _sink.Candles.Count == 1);

        Assert.Equal([10], _sink.Minutes(0, FakeBinance.Start));
    }

    [Fact]
    public async Task Stream_DroppedForMinutes_LeavesNoHole()
    {
        FakeStream stream = await StartAsync(after: 9);
        await Until.TrueAsync(() => _sink.Count(ConnectionState.Connected) == 1);
        await stream.SendKlineAsync("BTCUSDT", 10, 3);
        await Until.TrueAsync(() => _sink.Candles.Count == 1);
        _venue.Now = 15.5;
        stream.Drop();
        FakeStream next = await _venue.NextStreamAsync();
        await next.SendKlineAsync("BTCUSDT", 15, 3);
        await Until.TrueAsync(() => _sink.Minutes(0, FakeBinance.Start).Length == 6 && _sink.Minutes(1, FakeBinance.Start).Length == 5);

        Assert.Equal(Enumerable.Range(10, 6), _sink.Minutes(0, FakeBinance.Start));
        Assert.Equal(Enumerable.Range(10, 5), _sink.Minutes(1, FakeBinance.Start));
        Assert.Equal(1, _sink.Count(ConnectionState.Disconnected));
    }

    [Fact]
    public async Task Stream_ThatSkipsAMinute_IsMadeAnewAndFetchesIt()
    {
        FakeStream stream = await StartAsync(after: 9);
        await Until.TrueAsync(() => _sink.Count(ConnectionState.Connected) == 1);
        _venue.Now = 12.5;
        await stream.SendKlineAsync("BTCUSDT", 11, 3);
        await _venue.NextStreamAsync();
        await Until.TrueAsync(() => _sink.Minutes(0, FakeBinance.Start).Length == 2);

        Assert.Equal([10, 11], _sink.Minutes(0, FakeBinance.Start));
        Assert.Equal(1, _counters[BinanceCount.Holes]);
    }

    [Fact]
    public async Task Stream_OldOrToldOfAShutdown_IsMadeAnew()
    {
        FakeStream stream = await StartAsync(after: 9, o => o with { ConnectionAge = TimeSpan.FromMilliseconds(300) });
        FakeStream second = await _venue.NextStreamAsync();
        await second.SendAsync("""{"stream":"!system","data":{"e":"serverShutdown","E":1770123456789}}""");

        Assert.NotSame(second, await _venue.NextStreamAsync());
        Assert.True(_sink.Count(ConnectionState.Disconnected) >= 2);
        Assert.NotNull(stream);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"stream":"x","data":{"e":"trade","s":"BTCUSDT","t":"?","p":"1","q":"1","T":1,"m":true}}""")]
    [InlineData("""{"stream":"x","data":{"e":"trade","s":"BTCUSDT","t":8,"p":"0","q":"1","T":1,"m":true}}""")]
    [InlineData("""{"stream":"x","data":{"e":"kline","s":"BTCUSDT","k":{"t":1}}}""")]
    [InlineData("""{"stream":"x","data":{"e":"kline","s":"BTCUSDT"}}""")]
    [InlineData("""{"stream":"x","data":7}""")]
    public async Task Stream_MalformedFrames_AreCountedAndPassedOver(string frame)
    {
        FakeStream stream = await StartAsync(after: 9);
        await stream.SendAsync(frame);
        await stream.SendTradeAsync("BTCUSDT", 10.6, 9, "60000", "1", buyerIsMaker: false);
        await Until.TrueAsync(() => _sink.Trades.Count == 1);

        Assert.Equal((1, 9L), (_counters[BinanceCount.MalformedFrames], _sink.Trades[0].SequentialId));
    }

    [Fact]
    public async Task Stream_BackfillRefused_TriesAgain()
    {
        _venue.Refusals = 2;
        await StartAsync(after: 5);
        await Until.TrueAsync(() => _sink.Count(ConnectionState.Connected) == 1);

        Assert.Equal(Enumerable.Range(6, 4), _sink.Minutes(0, FakeBinance.Start));
        Assert.Equal(2, _counters[BinanceCount.BackfillFailures]);
    }

    private static Timestamp At(double minute) => FakeBinance.Start + TimeSpan.FromMinutes(minute);

    private async Task<FakeStream> StartAsync(int? after, Func<BinanceOptions, BinanceOptions>? set = null)
    {
        _rest = new BinanceRest((set ?? (o => o))(_venue.Options()), _counters);
        Timestamp start = after is { } minute ? At(minute) : Timestamp.None;
        _stream = new BinanceMarketData(_rest).StreamAsync(Symbols, [start, start], _sink, _stop.Token);
        return await _venue.NextStreamAsync();
    }
}

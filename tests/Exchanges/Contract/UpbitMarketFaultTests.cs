using CoinPilot.Exchanges;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.MarketData;
using CoinPilot.Tests.Exchanges.Upbit;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Contract;

/// <summary>What the client makes of each fault of the exchange's market data.</summary>
public sealed class UpbitMarketFaultTests : IAsyncLifetime
{
    private readonly RecordingSink _sink = new();
    private readonly CancellationTokenSource _stop = new();
    private UpbitPair _pair = null!;
    private Task _running = Task.CompletedTask;

    public async ValueTask InitializeAsync() =>
        _pair = await UpbitPair.StartAsync(o => o with { SilenceTimeout = TimeSpan.FromMilliseconds(300) });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(20));
        await _pair.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task DroppedSockets_OfTheVenue_AreReplacedAndNoCandleIsMissed()
    {
        await StreamAsync();
        await _pair.SetFaultAsync("""{"fault":"drop_socket","socket":"public","probability":0.01,"count":3}""");
        await Until.TrueAsync(() => _sink.Count(ConnectionState.Disconnected) == 3);
        await MoreCandlesAsync();

        Assert.Equal(4, Counted(UpbitCount.Connects));
        await AssertCandlesAreTheVenuesAsync();
    }

    [Fact]
    public async Task MutedSocket_ThatAnswersPings_IsKeptAndGoesOnWhereTheVenueIs()
    {
        await StreamAsync();
        await Until.TrueAsync(() => _sink.Trades.Count > 5);
        await _pair.SetFaultAsync("""{"fault":"mute_socket","socket":"public","count":50}""");
        int seen = _sink.Trades.Count;
        await Until.TrueAsync(() => _sink.Trades.Count > seen + 10);

        AssertTradesAscend();
        Assert.Equal(0, _sink.Count(ConnectionState.Disconnected));
    }

    [Fact]
    public async Task DuplicateTrades_AfterAReconnect_ArePassedOnOnce()
    {
        await _pair.SetFaultAsync("""{"fault":"duplicate_trade","probability":0.5}""");
        await StreamAsync();
        await Until.TrueAsync(() => Counted(UpbitCount.DuplicateTrades) > 5);
        _pair.Line.Drop();
        await Until.TrueAsync(() => _sink.Count(ConnectionState.Connected) > 1);
        long before = Counted(UpbitCount.DuplicateTrades);
        await Until.TrueAsync(() => Counted(UpbitCount.DuplicateTrades) > before + 5);

        AssertTradesAscend();
    }

    [Fact]
    public async Task ReorderedTrades_AfterAReconnect_NeverGoBack()
    {
        await _pair.SetFaultAsync("""{"fault":"reorder_trade","probability":0.3}""");
        await StreamAsync();
        await Until.TrueAsync(() => Counted(UpbitCount.OutOfOrderTrades) > 5);
        _pair.Line.Drop();
        await Until.TrueAsync(() => _sink.Count(ConnectionState.Connected) > 1);
        long before = Counted(UpbitCount.OutOfOrderTrades);
        await Until.TrueAsync(() => Counted(UpbitCount.OutOfOrderTrades) > before + 5);

        AssertTradesAscend();
    }

    [Fact]
    public async Task LateCandles_OfTheVenue_AreFetchedAndPassedOnOnceAsTheVenueHasThem()
    {
        await _pair.SetFaultAsync("""{"fault":"late_candle","ms":90000,"probability":0.3}""");
        await StreamAsync();
        await Until.TrueAsync(() => Counted(UpbitCount.LateCandles) > 2 && Counted(UpbitCount.FetchedLateCandles) > 2);
        await MoreCandlesAsync();
        await AssertCandlesAreTheVenuesAsync();

        Timestamp[] opens = [.. _sink.Candles.Select(c => c.Candle.OpenTime)];
        Assert.Equal(opens.Distinct().Order(), opens);
    }

    [Fact]
    public async Task ClockSkew_OfHalfAMinute_ChangesNoTradeAndNoCandle()
    {
        await _pair.SetFaultAsync("""{"fault":"clock_skew","ms":-30000}""");
        await StreamAsync();
        await MoreCandlesAsync();

        AssertTradesAscend();
        await AssertCandlesAreTheVenuesAsync();
        Assert.Equal(0, Counted(UpbitCount.AbsurdTimes));
    }

    [Fact]
    public async Task ClockSkew_OfAnHourBack_IsAbsurdAndDropped()
    {
        await _pair.SetFaultAsync("""{"fault":"clock_skew","ms":-3600000}""");
        Start();
        await Until.TrueAsync(() => Counted(UpbitCount.AbsurdTimes) > 5);
        int passed = _sink.Trades.Count;
        await Until.TrueAsync(() => Counted(UpbitCount.AbsurdTimes) > 25);

        Assert.Equal(passed, _sink.Trades.Count);
    }

    [Fact]
    public async Task Maintenance_ForNewSockets_IsWaitedOut()
    {
        await StreamAsync();
        await _pair.SetFaultAsync("""{"fault":"maintenance","socket":"public"}""");
        _pair.Line.Drop();
        await Until.TrueAsync(() => _sink.Count(ConnectionState.Disconnected) >= 3);
        Assert.Equal(1, Counted(UpbitCount.Connects));
        await _pair.ClearFaultsAsync();
        await MoreCandlesAsync();

        await AssertCandlesAreTheVenuesAsync();
    }

    private long Counted(UpbitCount count) => _pair.Counters[count];

    private void Start() => _running = _pair.Market.StreamAsync([_pair.Symbol], [Timestamp.None], _sink, _stop.Token);

    private async Task StreamAsync()
    {
        Start();
        await Until.TrueAsync(() => _sink.Count(ConnectionState.Connected) > 0);
    }

    private async Task MoreCandlesAsync()
    {
        int seen = _sink.Candles.Count;
        await Until.TrueAsync(() => _sink.Candles.Count >= seen + 8);
    }

    private void AssertTradesAscend()
    {
        long[] numbers = [.. _sink.Trades.Select(t => t.SequentialId)];
        Assert.NotEmpty(numbers);
        Assert.Equal(numbers.Distinct().Order(), numbers);
    }

    private async Task AssertCandlesAreTheVenuesAsync()
    {
        Candle[] streamed = [.. _sink.Candles.Select(c => c.Candle)];
        Assert.Equal(
            await _pair.Market.GetCandlesAsync(_pair.Symbol, streamed[^1].OpenTime + TimeSpan.FromMinutes(1), streamed.Length, _stop.Token), streamed);
    }
}

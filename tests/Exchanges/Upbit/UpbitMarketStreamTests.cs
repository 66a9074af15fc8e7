using System.Collections.Concurrent;
using CoinPilot.Exchanges;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Upbit;

public sealed partial class UpbitMarketStreamTests : IAsyncLifetime
{
    private readonly FakeMarket _market = new();
    private readonly RecordingSink _sink = new();
    private readonly UpbitCounters _counters = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _log = new();
    private FakeUpbit _venue = null!;
    private UpbitRest? _rest;
    private Task _running = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        _venue = await FakeUpbit.StartAsync();
        _venue.OnCall = _market.AnswerAsync;
        foreach (string code in (string[])["KRW-BTC", "KRW-ETH"])
        {
            for (int minute = 0; minute <= 10; minute++)
                _market.Set(code, minute, minute == 10 ? 5 : 60);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(10));
        _rest?.Dispose();
        await _venue.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task Subscription_NamesEveryCode_TradesAndCandles()
    {
        Start();
        FakeSocket socket = await _venue.NextSocketAsync();

        Assert.Matches("""
            ^\[\{"ticket":"[^"]+"\},\{"type":"trade","codes":\["KRW-BTC","KRW-ETH"\]\},\{"type":"candle.1m","codes":\["KRW-BTC","KRW-ETH"\]\},\{"format":"DEFAULT"\}\]$
            """.Trim(), socket.Subscription);
        Assert.Equal(("/websocket/v1", (string?)null, false), (socket.Call.Path, socket.Call.Authorization, socket.Call.HasOrigin));
    }

    [Fact]
    public async Task Start_WithoutSymbols_OrATimeTooFew_IsRefused()
    {
        _rest = new UpbitRest(_venue.Options(), _counters);
        var data = new UpbitMarketData(_rest);

        await Assert.ThrowsAsync<ArgumentException>(() => data.StreamAsync([], [], _sink, _stop.Token));
        await Assert.ThrowsAsync<ArgumentException>(() => data.StreamAsync([Symbol.Parse("KRW-BTC")], [], _sink, _stop.Token));
    }

    [Fact]
    public async Task Start_AfterAKnownMinute_FetchesWhatIsMissingBeforeItStreams()
    {
        Start();
        FakeSocket socket = await _venue.NextSocketAsync();
        await socket.SendAsync(FakeMarket.Frame("KRW-BTC", 10, 6));
        await socket.SendAsync(FakeMarket.Frame("KRW-ETH", 10, 6));
        await Until.TrueAsync(() => _sink.Count(ConnectionState.Connected) == 1);
        await socket.SendAsync(FakeMarket.Frame("KRW-BTC", 10, 30));
        _market.Set("KRW-BTC", 10, 30);
        await socket.SendAsync(FakeMarket.Frame("KRW-BTC", 11, 3));
        await Until.TrueAsync(() => _sink.Minutes(0, FakeMarket.Start).Contains(10) && _sink.Minutes(1, FakeMarket.Start).Contains(10));

        Assert.Equal([6, 7, 8, 9, 10], _sink.Minutes(0, FakeMarket.Start));
        Assert.Equal([9, 10], _sink.Minutes(1, FakeMarket.Start));
        Assert.Equal(Quantity.Of(30), _sink.Candles.Last(c => c.Symbol == 0).Candle.Volume);
        Assert.Equal(ConnectionState.Connecting, _sink.Connections[0].State);
    }

    [Fact]
    public async Task Drop_InMidMinute_LeavesNoHoleAndNoDuplicate()
    {
        Start();
        FakeSocket first = await _venue.NextSocketAsync();
        await first.SendAsync(FakeMarket.Trade("KRW-BTC", 10.1, 100));
        await first.SendAsync(FakeMarket.Frame("KRW-BTC", 10, 20));
        await Until.TrueAsync(() => _sink.Count(ConnectionState.Connected) == 1);
        first.Drop();
        for (int minute = 10; minute < 16; minute++)
            _market.Set("KRW-BTC", minute, 60);
        _market.Set("KRW-BTC", 16, 10);

        FakeSocket second = await _venue.NextSocketAsync();
        await second.SendAsync(FakeMarket.Trade("KRW-BTC", 10.1, 100));
        await second.SendAsync(FakeMarket.Trade("KRW-BTC", 10.0, 99));
        await second.SendAsync(FakeMarket.Trade("KRW-BTC", 16.3, 200));
        await second.SendAsync(FakeMarket.Frame("KRW-BTC", 16, 20));
        await Until.TrueAsync(() => _sink.Count(ConnectionState.Connected) == 2);
        await second.SendAsync(FakeMarket.Frame("KRW-BTC", 16, 25));
        _market.Set("KRW-BTC", 16, 28);
        await second.SendAsync(FakeMarket.Frame("KRW-BTC", 17, 3));
        await Until.TrueAsync(() => _sink.Minutes(0, FakeMarket.Start).Contains(16));

        Assert.Equal([6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], _sink.Minutes(0, FakeMarket.Start));
        Assert.All(_sink.Candles.Where(c => c.Symbol == 0).SkipLast(1), c => Assert.Equal(Quantity.Of(60), c.Candle.Volume));
        Assert.Equal(Quantity.Of(28), _sink.Candles[^1].Candle.Volume);
        Assert.Equal([100L, 200L], _sink.Trades.Select(t => t.SequentialId));
        Assert.Equal((1, 1, 0), (_counters[UpbitCount.DuplicateTrades], _counters[UpbitCount.OutOfOrderTrades], _counters[UpbitCount.LateCandles]));
        Assert.Equal(1, _sink.Count(ConnectionState.Disconnected));
    }

    [Fact]
    public async Task Candles_StreamedWhileTheFetchFails_AreHeldUntilItSucceeds()
    {
        int failures = 0;
        _venue.OnCall = (call, http) => Interlocked.Increment(ref failures) <= 1
            ? FakeUpbit.Answer(http, 500, "")
            : _market.AnswerAsync(call, http);
        Start();
        FakeSocket socket = await _venue.NextSocketAsync();
        await socket.SendAsync(FakeMarket.Frame("KRW-BTC", 10, 20));
        await socket.SendAsync(FakeMarket.Frame("KRW-BTC", 11, 20));
        await socket.SendAsync(FakeMarket.Frame("KRW-BTC", 12, 20));
        await Until.TrueAsync(() => _counters[UpbitCount.BackfillFailures] == 1);
        Assert.Empty(_sink.Candles);
        Assert.Equal(0, _sink.Count(ConnectionState.Connected));
        await Until.TrueAsync(() => _sink.Count(ConnectionState.Connected) == 1);

        Assert.Equal([6, 7, 8, 9, 10, 11], _sink.Minutes(0, FakeMarket.Start));
    }

    [Fact]
    public async Task QuietSymbol_OnceOthersMoveOn_IsClosedByTheirTime()
    {
        Start();
        FakeSocket socket = await _venue.NextSocketAsync();
        await socket.SendAsync(FakeMarket.Frame("KRW-BTC", 10, 20));
        await socket.SendAsync(FakeMarket.Frame("KRW-ETH", 10, 20));
        await Until.TrueAsync(() => _sink.Count(ConnectionState.Connected) == 1);
        await socket.SendAsync(FakeMarket.Trade("KRW-BTC", 11.01, 1));
        await Until.TrueAsync(() => _sink.Trades.Count == 1);
        Assert.Equal([9], _sink.Minutes(1, FakeMarket.Start));
        await socket.SendAsync(FakeMarket.Trade("KRW-BTC", 11.05, 2));
        await Until.TrueAsync(() => _sink.Minutes(1, FakeMarket.Start).Length == 2);

        Assert.Equal([9, 10], _sink.Minutes(1, FakeMarket.Start));
    }

    [Fact]
    public async Task Code_WithoutData_IsReported()
    {
        Start();
        FakeSocket socket = await _venue.NextSocketAsync();
        await socket.SendAsync(FakeMarket.Frame("KRW-BTC", 10, 20));
        await Until.TrueAsync(() => _counters[UpbitCount.SilentCodes] == 1);

        await Until.TrueAsync(() => _sink.Connections.Any(c => c.State == ConnectionState.Connected && c.Detail.Contains("nothing came for KRW-ETH")));
    }

    [Fact]
    public async Task UnknownMarket_AmongOthers_DoesNotHoldThemUp()
    {
        Start(codes: ["KRW-GONE", "KRW-BTC"]);
        FakeSocket socket = await _venue.NextSocketAsync();
        await socket.SendAsync(FakeMarket.Frame("KRW-BTC", 10, 20));
        await Until.TrueAsync(() => _sink.Count(ConnectionState.Connected) == 1);

        Assert.Equal([9], _sink.Minutes(1, FakeMarket.Start));
        Assert.Contains(_log, l => l.Contains("KRW-GONE is not a market"));
    }

    [Fact]
    public async Task Books_AreSubscribed_AndHanded_OnlyToASinkThatWantsThem()
    {
        _rest = new UpbitRest(_venue.Options(), _counters);
        var books = new BookSink(depth: 10);
        _running = new UpbitMarketData(_rest).StreamAsync([Symbol.Parse("KRW-BTC")], [Timestamp.None], books, _stop.Token);
        FakeSocket socket = await _venue.NextSocketAsync();
        await socket.SendAsync(Samples.OrderBook);
        await Until.TrueAsync(() => books.Books.Count == 1);

        Assert.Contains("""{"type":"orderbook","codes":["KRW-BTC.15"]}""", socket.Subscription);
        Assert.Equal(Price.Of(121_500_000), Assert.Single(books.Books).Asks[0].Price);
    }

    [Fact]
    public async Task FrameInPieces_AndLargerThanTheBuffer_IsReadWhole()
    {
        Start();
        FakeSocket socket = await _venue.NextSocketAsync();
        string padding = new('x', 200_000);
        await socket.SendInPiecesAsync(FakeMarket.Trade("KRW-BTC", 10.1, 7).Replace("\"type\"", $"\"pad\":\"{padding}\",\"type\""), 30_000);
        await Until.TrueAsync(() => _sink.Trades.Count == 1);

        Assert.Equal(7, _sink.Trades[0].SequentialId);
    }

    [Fact]
    public async Task MalformedFrames_InANumber_AreLoggedOnceAMinute()
    {
        Start();
        FakeSocket socket = await _venue.NextSocketAsync();
        for (int i = 0; i < 20; i++)
            await socket.SendAsync("{broken");
        await Until.TrueAsync(() => _counters[UpbitCount.MalformedFrames] == 20);

        Assert.Single(_log, l => l.Contains("malformed"));
    }

    [Fact]
    public async Task Sink_ThatThrows_EndsTheStreamWithItsError()
    {
        var fault = new InvalidOperationException("the sink's own");
        _rest = new UpbitRest(_venue.Options(), _counters);
        Task run = new UpbitMarketData(_rest).StreamAsync([Symbol.Parse("KRW-BTC")], [Timestamp.None], new ThrowingSink(fault), _stop.Token);
        FakeSocket socket = await _venue.NextSocketAsync();
        await socket.SendAsync(FakeMarket.Trade("KRW-BTC", 10.1, 7));

        Assert.Same(fault, await Assert.ThrowsAsync<InvalidOperationException>(() => run.WaitAsync(TimeSpan.FromSeconds(10))));
    }

    private void Start(Func<UpbitOptions, UpbitOptions>? change = null, string[]? codes = null)
    {
        UpbitOptions options = _venue.Options() with { Log = _log.Enqueue };
        _rest = new UpbitRest(change?.Invoke(options) ?? options, _counters);
        Symbol[] symbols = [.. (codes ?? ["KRW-BTC", "KRW-ETH"]).Select(Symbol.Parse)];
        _running = new UpbitMarketData(_rest).StreamAsync(symbols, [FakeMarket.Minute(5), FakeMarket.Minute(8)], _sink, _stop.Token);
    }

    private sealed class BookSink(int depth) : IMarketDataSink
    {
        public ConcurrentQueue<OrderBook> Books { get; } = new();

        public int BookDepth => depth;

        public void OnTrade(int symbol, in MarketData.Trade trade) => Assert.Fail("no trade was sent");

        public void OnClosedCandle(int symbol, in MarketData.Candle candle, int intervalMinutes) => Assert.Fail("no candle was sent");

        public void OnBook(int symbol, OrderBook book) => Books.Enqueue(book);

        public void OnConnection(ConnectionState state, string detail) => Assert.NotEmpty(detail);
    }

    private sealed class ThrowingSink(Exception fault) : IMarketDataSink
    {
        public void OnTrade(int symbol, in MarketData.Trade trade) => throw fault;

        public void OnClosedCandle(int symbol, in MarketData.Candle candle, int intervalMinutes) => throw fault;

        public void OnConnection(ConnectionState state, string detail) => Assert.NotEmpty(detail);
    }
}

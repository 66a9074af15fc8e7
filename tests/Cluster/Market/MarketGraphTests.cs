using System.Collections.Concurrent;
using Akka.Actor;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Clustering.Engine;
using CoinPilot.Clustering.Market;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Tests.Engines;
using CoinPilot.Values;

namespace CoinPilot.Tests.Clustering.Market;

public sealed class MarketGraphTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly MarketGraphOptions Brisk = new() { MinBackoff = TimeSpan.FromMilliseconds(10), MaxBackoff = TimeSpan.FromMilliseconds(50), TradesKept = 100 };

    private readonly ActorSystem _system = ActorSystem.Create("market", AkkaEngine.Settings);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<long>> _got = new();
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly AkkaEngine _engine;

    public MarketGraphTests() => _engine = new AkkaEngine(
        _system, TimeProvider.System, new InMemoryJournal(), () => "id", new AkkaEngineOptions { Failed = (_, error) => _failures.Enqueue(error) });

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _system.Terminate();
    }

    [Fact]
    public async Task Events_OfSeveralSymbols_ReachTheirActorsInOrder()
    {
        ActorRef[] markets = [Spawn("KRW-BTC"), Spawn("KRW-ETH")];
        await using MarketGraph graph = new(_engine, markets, async (inlet, stop) =>
        {
            for (int i = 1; i <= 50; i++)
            {
                inlet.Take(0, TradeNumber(i));
                inlet.Take(1, TradeNumber(1_000 + i));
                inlet.Take(0, Candle(-i));
            }
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        }, Brisk);

        await Until(() => Got("KRW-BTC").Length == 100 && Got("KRW-ETH").Length == 50);

        Assert.Equal(Enumerable.Range(1, 50).SelectMany(i => new long[] { i, -i }), Got("KRW-BTC"));
        Assert.Equal(Enumerable.Range(1_001, 50).Select(i => (long)i), Got("KRW-ETH"));
        Assert.Equal((0, 0L), (graph.Restarts, _engine.Counters.Conflated));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stream_FailedOrEnded_IsBegunAnew(bool fails)
    {
        int begun = 0;
        await using MarketGraph graph = new(_engine, [Spawn("KRW-BTC")], async (inlet, stop) =>
        {
            int number = Interlocked.Increment(ref begun);
            inlet.Take(0, TradeNumber(number));
            if (number == 3)
                await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            if (fails)
                throw new IOException("connection lost");
        }, Brisk);

        await Until(() => Got("KRW-BTC").Length == 3);

        Assert.Equal([1, 2, 3], Got("KRW-BTC"));
        Assert.Equal(2, graph.Restarts);
        Assert.Equal(fails ? 2 : 0, _failures.Count(f => f is IOException));
    }

    [Fact]
    public async Task Actor_BusyForAWhile_GetsEveryCandleAndTheNewestTradeAndHoldsUpNoOther()
    {
        const int Rounds = 5_000;
        using ManualResetEventSlim gate = new();
        ActorRef[] markets = [Spawn("KRW-BTC", gate), Spawn("KRW-ETH")];
        await using MarketGraph graph = new(_engine, markets, async (inlet, stop) =>
        {
            for (int i = 1; i <= Rounds; i++)
            {
                inlet.Take(0, TradeNumber(i));
                if (i % 1_000 == 0)
                    inlet.Take(0, Candle(-i));
            }
            inlet.Take(1, TradeNumber(7));
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        }, Brisk);

        await Until(() => Got("KRW-ETH").Length == 1);
        gate.Set();
        await Until(() => Got("KRW-BTC").Contains(-Rounds));

        long[] got = Got("KRW-BTC"), trades = [.. got.Where(n => n > 0)];
        Assert.Equal([-1_000, -2_000, -3_000, -4_000, -5_000], got.Where(n => n < 0));
        Assert.Equal(trades.Order(), trades);
        Assert.Equal(Rounds, trades[^1]);
        Assert.True(_engine.Counters.Conflated > 0);
        Assert.Equal(Rounds, trades.Length + _engine.Counters.Conflated);
    }

    [Fact]
    public async Task Actor_Stopped_HoldsUpNoOther()
    {
        ActorRef[] markets = [Spawn("KRW-BTC"), Spawn("KRW-ETH")];
        _engine.Tell(markets[0], "stop");
        await using MarketGraph graph = new(_engine, markets, async (inlet, stop) =>
        {
            for (int i = 1; i <= 20; i++)
            {
                inlet.Take(0, TradeNumber(i));
                inlet.Take(1, TradeNumber(i));
            }
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        }, Brisk);

        await Until(() => Got("KRW-ETH").Length == 20);
        await Until(() => _engine.Counters.DeadLetters.GetValueOrDefault("Trade") == 20);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispose_WhileItStreams_HandsOnWhatWasTakenInAndNoMore(bool fails)
    {
        TaskCompletionSource taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
        MarketGraph graph = new(_engine, [Spawn("KRW-BTC")], async (inlet, stop) =>
        {
            for (int i = 1; i <= 500; i++)
                inlet.Take(0, Candle(-i));
            taken.TrySetResult();
            if (fails)
                throw new IOException("connection lost");
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        }, Brisk with { MinBackoff = TimeSpan.FromMinutes(1), MaxBackoff = TimeSpan.FromMinutes(1) });
        await taken.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        await graph.DisposeAsync().AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(1, 500).Select(i => (long)-i), Got("KRW-BTC"));
    }

    [Fact]
    public async Task Graphs_OneAfterTheOther_EachHandOnWhatTheyTookIn()
    {
        ActorRef[] markets = [Spawn("KRW-BTC"), Spawn("KRW-ETH"), Spawn("KRW-XRP")];
        int taken = 0;
        for (int round = 0; round < 30; round++)
        {
            MarketGraph graph = new(_engine, markets, async (inlet, stop) =>
            {
                for (int i = 0; i < 3; i++)
                {
                    if (stop.IsCancellationRequested)
                        break;
                    inlet.Take(i, TradeNumber(Interlocked.Increment(ref taken)));
                }
                await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            }, Brisk with { MinBackoff = TimeSpan.FromSeconds(1), MaxBackoff = TimeSpan.FromSeconds(1) });
            if (round % 2 == 0)
                await Until(() => taken > round);
            await graph.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
            Assert.Equal(taken, Got("KRW-BTC").Length + Got("KRW-ETH").Length + Got("KRW-XRP").Length);
        }
    }

    private ActorRef Spawn(string symbol, ManualResetEventSlim? gate = null) => _engine.Spawn(symbol, "market", () => new Script((_, context) => context.Stop(context.Self))
    {
        OnMarket = (market, _) =>
        {
            gate?.Wait(Patience);
            Of(symbol).Enqueue(market.Kind == MarketEventKind.Trade ? market.Trade.SequentialId : -market.LastPrice.Units);
        },
    });

    private ConcurrentQueue<long> Of(string symbol) => _got.GetOrAdd(symbol, _ => new ConcurrentQueue<long>());

    private long[] Got(string symbol) => [.. Of(symbol)];

    private static MarketEvent TradeNumber(long number) =>
        MarketEvent.Of(new Trade(new Timestamp(1), Price.Of(1), Quantity.Of(1), OrderSide.Buy, number));

    private static MarketEvent Candle(long number) =>
        MarketEvent.OfClosed(new Candle(new Timestamp(1), new Price(1), new Price(-number), new Price(1), new Price(-number), default), 1);

    private static async Task Until(Func<bool> condition)
    {
        using CancellationTokenSource limit = new(Patience);
        using PeriodicTimer poll = new(TimeSpan.FromMilliseconds(2));
        while (!condition())
            await poll.WaitForNextTickAsync(limit.Token);
    }
}

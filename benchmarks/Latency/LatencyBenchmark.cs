using System.Diagnostics;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.Benchmarks.Frames;
using CoinPilot.Exchanges;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.MarketData;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks.Latency;

/// <summary>
/// From a trade frame's bytes to the last byte of the order that it caused, in process: parser, market, strategy, risk, portfolio, position and
/// journal (in memory), gateway, signing, HTTP; the connection is memory, and the venue's quota is lifted. Open loop: a frame counts from when
/// it was due, whether or not the one before was late.
/// </summary>
internal static class LatencyBenchmark
{
    private const int TicksPerSecond = 10_000;
    private const int Seconds = 20;
    private const int WarmUpSeconds = 5;

    /// <summary>Every so many ticks one asks for an order: about 500 orders a second.</summary>
    private const int TicksPerOrder = 20;

    public static void Run(TextWriter output)
    {
        var probe = new Probe(TradeFrames.Symbols);
        byte[][] frames = [.. Enumerable.Range(0, TicksPerSecond * (Seconds + WarmUpSeconds)).Select(i => TradeFrames.Write(i, isShort: false))];
        double late = RunAsync(frames, probe).GetAwaiter().GetResult();
        double[] micros = [.. probe.Micros.Order()];
        output.WriteLine(
            $"frame to order bytes, {TicksPerSecond:N0} ticks/s, {micros.Length:N0} orders: "
            + $"p50 {At(micros, 0.5):F0} us, p99 {At(micros, 0.99):F0} us, p99.9 {At(micros, 0.999):F0} us; the feeder itself was {late:F0} us late at p99");
    }

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    private static async Task<double> RunAsync(byte[][] frames, Probe probe)
    {
        LiveEngine engine = new(TimeProvider.System, new InMemoryJournal(), () => Guid.CreateVersion7().ToString(), new LiveEngineOptions { Workers = 1 });
        UpbitOptions options = UpbitOptions.For(new Uri("http://127.0.0.1:1"), new UpbitCredentials("access", "secret-of-the-usual-length-of-forty-chars")) with
        {
            Time = new HurriedTime(), RequestTimeout = TimeSpan.FromDays(7), Transport = () => new VenueStream(probe),
        };
        using UpbitRest rest = new(options, new UpbitCounters());
        ExecutionGateway gateway = new(new UpbitExecution(rest), engine);
        MarketIntake intake = new(options, new UpbitCounters(), TradeFrames.Symbols, new Timestamp[TradeFrames.Symbols.Length],
            new Feed(engine, await StartAsync(engine, gateway, probe)));
        double late = await Task.Factory.StartNew(() => Drive(frames, intake, probe), TaskCreationOptions.LongRunning);
        await gateway.DisposeAsync();
        await engine.DisposeAsync();
        return late;
    }

    private static async Task<ActorRef[]> StartAsync(LiveEngine engine, ExecutionGateway gateway, Probe probe)
    {
        RiskLimits limits = new() { MaxOrderPercent = 0.01m };
        TimeSpan patience = TimeSpan.FromSeconds(10);
        ActorRef observer = engine.OpenPort("observer", new Nobody());
        ActorRef portfolio = engine.Spawn("portfolio", "portfolio", () => new PortfolioActor(new PortfolioOptions(limits, ReportInterval: null)));
        await engine.Ask<AccountSnapshot>(portfolio, new OpenAccount("latency", Money.Of(100_000_000_000)), patience);
        ActorRef[] markets = new ActorRef[TradeFrames.Symbols.Length];
        for (int i = 0; i < markets.Length; i++)
        {
            int number = i;
            Symbol symbol = TradeFrames.Symbols[i];
            StrategyChoice choice = new(
                new StrategyDescriptor("trigger", "asks at every so many ticks", [], _ => new Trigger(probe, number, TicksPerOrder)),
                StrategySettings.Read("trigger", [], new Dictionary<string, string>(StringComparer.Ordinal)));
            ActorRef actor = engine.Spawn(symbol.Code, "symbol", () => new SymbolActor(
                new SymbolSetup(symbol, [choice], limits, portfolio, gateway.Address, observer)));
            SymbolRefs refs = await engine.Ask<SymbolRefs>(actor, new GetSymbolRefs(), patience);
            markets[i] = refs.Market;
            gateway.Route(symbol, refs.Position);
        }
        return markets;
    }

    private static double Drive(byte[][] frames, MarketIntake intake, Probe probe)
    {
        List<double> late = [];
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < frames.Length; i++)
        {
            long due = start + i * Stopwatch.Frequency / TicksPerSecond;
            while (Stopwatch.GetTimestamp() < due)
                Thread.SpinWait(10);
            if (i == TicksPerSecond * WarmUpSeconds)
                probe.Begin();
            late.Add(Stopwatch.GetElapsedTime(due).TotalMicroseconds);
            probe.Due(i, due);
            intake.Read(frames[i]);
        }
        late.RemoveRange(0, TicksPerSecond * WarmUpSeconds);
        late.Sort();
        return At([.. late], 0.99);
    }

    private sealed class Feed(LiveEngine engine, ActorRef[] markets) : IMarketDataSink
    {
        public void OnTrade(int symbol, in Trade trade) => engine.Tell(markets[symbol], MarketEvent.Of(trade));

        public void OnClosedCandle(int symbol, in Candle candle, int intervalMinutes) =>
            engine.Tell(markets[symbol], MarketEvent.OfClosed(candle, intervalMinutes));

        public void OnConnection(ConnectionState state, string detail) => throw new InvalidOperationException(detail);
    }

    private sealed class Nobody : IPort
    {
        public void Deliver(object message, ActorRef sender)
        {
        }
    }

    /// <summary>A thousand times as fast: what the venue allows in a second is free again after a millisecond.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        private readonly DateTimeOffset _start = System.GetUtcNow();
        private readonly long _from = Stopwatch.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => _start + Stopwatch.GetElapsedTime(_from) * 1000;
    }
}

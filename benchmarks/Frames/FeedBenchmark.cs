using System.Diagnostics;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.Exchanges;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.MarketData;
using CoinPilot.Storage.Files.Sessions;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks.Frames;

/// <summary>
/// Trade frames from bytes to actors on one core: the socket's intake, the live engine's mailbox, the market actor of the symbol, and in the
/// second line one reader behind it; then both again with all that the workers take in recorded for replays. Reading and handling take turns, as one core does it, so the mailbox never overflows and no trade is lost.
/// </summary>
internal static class FeedBenchmark
{
    private const int Batch = 8_192;
    private const int Batches = 300;
    private const int Rounds = 5;

    public static void Run(TextWriter output)
    {
        byte[][] frames = [.. Enumerable.Range(0, Batch * Batches).Select(i => TradeFrames.Write(i, isShort: false))];
        nint cores = Pin(1);
        try
        {
            foreach ((int readers, bool isRecorded) in ((int, bool)[])[(0, false), (1, false), (0, true), (1, true)])
            {
                (double perSecond, double bytesEach) = Enumerable.Range(0, Rounds).Select(_ => Measure(frames, readers, isRecorded)).MaxBy(m => m.PerSecond);
                output.WriteLine(
                    $"trade frames from bytes to the market actor{(readers == 0 ? "" : " and a reader of it")}{(isRecorded ? ", recorded" : "")}, one core: {perSecond / 1e6:F2} M/s, {bytesEach:F3} bytes allocated each");
            }
        }
        finally
        {
            Pin(cores);
        }
    }

    private static (double PerSecond, double BytesEach) Measure(byte[][] frames, int readers, bool isRecorded)
    {
        string folder = Directory.CreateTempSubdirectory("coinpilot-bench-").FullName;
        using SessionLog? log = isRecorded
            ? SessionLog.Begin(new SessionLogOptions(folder, MostBytes: 1L << 40, TimeSpan.FromDays(1), TimeProvider.System) { FreeBytes = 0 }, [])
            : null;
        LiveEngine engine = new(TimeProvider.System, new InMemoryJournal(), () => Guid.CreateVersion7().ToString(),
            new LiveEngineOptions { Workers = 1, MailboxCapacity = Batch * 2, InputLog = log });
        ActorRef[] markets = [.. TradeFrames.Symbols.Select(s => engine.Spawn(s.Code, "market", () => new MarketActor()))];
        for (int i = 0; i < markets.Length * readers; i++)
        {
            ActorRef market = markets[i];
            engine.Spawn(TradeFrames.Symbols[i].Code, "reader", () => new Reader(market));
        }
        UpbitOptions options = UpbitOptions.For(new Uri("http://127.0.0.1:1"));
        MarketIntake intake = new(options, new UpbitCounters(), TradeFrames.Symbols, new Timestamp[TradeFrames.Symbols.Length], new Feed(engine, markets));
        for (int i = 0; i < 2; i++)
            Pass(engine, intake, frames.AsSpan(i * Batch, Batch));
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        for (int i = 2; i < Batches; i++)
            Pass(engine, intake, frames.AsSpan(i * Batch, Batch));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        long arrived = markets.Sum(m => engine.Ask<MarketStatus>(m, new GetMarketStatus(), TimeSpan.FromMinutes(1)).Result.Trades);
        if (arrived != frames.Length)
            throw new InvalidOperationException($"{arrived} trades arrived of {frames.Length}");
        engine.DisposeAsync().AsTask().Wait();
        if (log is { IsKept: false })
            throw new InvalidOperationException("the recording ended early");
        log?.Dispose();
        Directory.Delete(folder, recursive: true);
        double count = Batch * (Batches - 2.0);
        return (count / seconds, bytes / count);
    }

    private static void Pass(LiveEngine engine, MarketIntake intake, ReadOnlySpan<byte[]> frames)
    {
        foreach (byte[] frame in frames)
            intake.Read(frame);
        while (!engine.IsIdle)
            Thread.Sleep(0);
    }

    // Where a machine cannot pin, both threads still take turns but for the moments that they overlap.
    private static nint Pin(nint cores)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows())
            return cores;
        Process self = Process.GetCurrentProcess();
        nint before = self.ProcessorAffinity;
        self.ProcessorAffinity = cores;
        return before;
    }

    private sealed class Reader(ActorRef market) : IActor
    {
        private long _received;

        public void Start(IActorContext context) => context.Send(market, new SubscribeMarket(WantsTrades: true));

        public void Receive(object message, IActorContext context) => context.Reply(_received);

        public void Receive(in MarketEvent market, IActorContext context) => _received++;
    }

    private sealed class Feed(LiveEngine engine, ActorRef[] markets) : IMarketDataSink
    {
        public void OnTrade(int symbol, in Trade trade) => engine.Tell(markets[symbol], MarketEvent.Of(trade));

        public void OnClosedCandle(int symbol, in Candle candle, int intervalMinutes) =>
            engine.Tell(markets[symbol], MarketEvent.OfClosed(candle, intervalMinutes));

        public void OnConnection(ConnectionState state, string detail) => throw new InvalidOperationException(detail);
    }
}

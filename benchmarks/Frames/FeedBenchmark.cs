using System.Diagnostics;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.Exchanges;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks.Frames;

/// <summary>
/// Trade frames from bytes to actors on one core: the socket's intake, the live engine's mailbox, the market actor of the symbol, and in the
/// second line one reader behind it. Reading and handling take turns, as one core does it, so the mailbox never overflows and no trade is lost.
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
            foreach (int readers in (int[])[0, 1])
            {
                (double perSecond, double bytesEach) = Enumerable.Range(0, Rounds).Select(_ => Measure(frames, readers)).MaxBy(m => m.PerSecond);
                output.WriteLine(
                    $"trade frames from bytes to the market actor{(readers == 0 ? "" : " and a reader of it")}, one core: {perSecond / 1e6:F2} M/s, {bytesEach:F3} bytes allocated each");
            }
        }
        finally
        {
            Pin(cores);
        }
    }

    private static (double PerSecond, double BytesEach) Measure(byte[][] frames, int readers)
    {
        LiveEngine engine = new(TimeProvider.System, new InMemoryJournal(), () => Guid.CreateVersion7().ToString(),
            new LiveEngineOptions { Workers = 1, MailboxCapacity = Batch * 2 });
        ActorRef[] markets = [.. TradeFrames.Symbols.Select(s => engine.Spawn(s.Code, "market", () => new MarketActor()))];
        for (int i = 0; i < markets.Length * readers; i++)
        {
            ActorRef reader = engine.Spawn(TradeFrames.Symbols[i].Code, "reader", () => new Messages.Relay(() => null));
            engine.Tell(markets[i], new SubscribeMarket(WantsTrades: true), reader);
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

    private sealed class Feed(LiveEngine engine, ActorRef[] markets) : IMarketDataSink
    {
        public void OnTrade(int symbol, in Trade trade) => engine.Tell(markets[symbol], MarketEvent.Of(trade));

        public void OnClosedCandle(int symbol, in Candle candle, int intervalMinutes) =>
            engine.Tell(markets[symbol], MarketEvent.OfClosed(candle, intervalMinutes));

        public void OnConnection(ConnectionState state, string detail) => throw new InvalidOperationException(detail);
    }
}

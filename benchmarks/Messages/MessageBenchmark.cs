using System.Diagnostics;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks.Messages;

/// <summary>Messages per second through the in-process engines, market data from actor to actor, and what one allocates.</summary>
public static class MessageBenchmark
{
    private const int Rounds = 3;
    private const string Unit = "messages/s";

    private static readonly MarketEvent s_candle = MarketEvent.OfClosed(
        new Candle(new Timestamp(1), Price.Of(1), Price.Of(1), Price.Of(1), Price.Of(1), Quantity.Of(1)), 1);

    public static void Run(TextWriter output)
    {
        Report(output, "virtual, one candle through four actors", MeasureVirtual);
        Report(output, "live, between two actors of a partition", () => MeasureRally("KRW-BTC", inFlight: 1));
        Report(output, "live, between two workers, 1,000 in flight", () => MeasureRally("KRW-ETH", inFlight: 1_000));
        Report(output, "live, one outside thread to one worker", () => MeasureOutside(threads: 1));
        Report(output, "live, two outside threads to one worker", () => MeasureOutside(threads: 2));
    }

    private static void Report(TextWriter output, string name, Func<(long Messages, TimeSpan Took, long Bytes)> measure)
    {
        // The best of a few rounds: the first ones compile.
        var best = Enumerable.Range(0, Rounds).Select(_ => measure()).MaxBy(m => m.Messages / m.Took.TotalSeconds);
        double perSecond = best.Messages / best.Took.TotalSeconds;
        output.WriteLine(
            $"{name,-45} {perSecond / 1e6,8:F1} M {Unit} {1e9 / perSecond,8:F1} ns each {(double)best.Bytes / best.Messages,8:F3} bytes each");
    }

    private static (long, TimeSpan, long) MeasureVirtual()
    {
        const int Candles = 5_000_000;
        const int Actors = 4;
        var engine = new VirtualEngine(seed: 1);
        ActorRef? next = null;
        for (int i = Actors; i > 0; i--)
        {
            ActorRef? following = next;
            next = engine.Spawn("KRW-BTC", $"relay-{i}", () => new Relay(() => following));
        }
        engine.RunUntilIdle();
        return Measure(Candles * (long)Actors, () =>
        {
            for (int i = 0; i < Candles; i++)
            {
                engine.Tell(next!, in s_candle);
                engine.RunUntilIdle();
            }
        });
    }

    private static (long, TimeSpan, long) MeasureRally(string partition, int inFlight)
    {
        const long Limit = 10_000_000;
        LiveEngine engine = NewLiveEngine();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = new Rally(Limit, done);
        var second = new Rally(Limit, done);
        second.Other = engine.Spawn("KRW-BTC", "first", () => first);
        first.Other = engine.Spawn(partition, "second", () => second);
        var result = Measure(2 * Limit, () =>
        {
            for (int i = 0; i < inFlight; i++)
                engine.Tell(second.Other, in s_candle);
            done.Task.Wait();
        });
        engine.DisposeAsync().AsTask().Wait();
        return result;
    }

    private static (long, TimeSpan, long) MeasureOutside(int threads)
    {
        const int PerThread = 5_000_000;
        LiveEngine engine = NewLiveEngine();
        var relay = new Relay(() => null);
        ActorRef actor = engine.Spawn("KRW-BTC", "relay", () => relay);
        var result = Measure(threads * (long)PerThread, () =>
        {
            Task[] senders = [.. Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(
                () => Send(engine, actor, PerThread), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
            Task.WaitAll(senders);
            while (!engine.IsIdle)
                Thread.Yield();
        });
        if (relay.Received != threads * (long)PerThread)
            throw new InvalidOperationException($"{relay.Received} messages arrived");
        engine.DisposeAsync().AsTask().Wait();
        return result;
    }

    private static void Send(LiveEngine engine, ActorRef actor, int count)
    {
        // Asks now and then how far the actor is, so that the mailbox never fills.
        for (int i = 0; i < count; i++)
        {
            engine.Tell(actor, in s_candle);
            if (i % 16_384 == 0)
                engine.Ask<long>(actor, "received", TimeSpan.FromMinutes(1)).Wait();
        }
    }

    private static LiveEngine NewLiveEngine() => new(
        TimeProvider.System, new InMemoryJournal(), () => Guid.CreateVersion7().ToString(),
        new LiveEngineOptions { Workers = 2, MailboxCapacity = 65_536 });

    private static (long, TimeSpan, long) Measure(long messages, Action run)
    {
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        run();
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        return (messages, took, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }
}

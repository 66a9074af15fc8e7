using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Clustering.Engine;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks.Clustering;

/// <summary>Messages per second through the engine on Akka: local, market data and objects, and through a shard region of one node.</summary>
public static class ClusterBenchmark
{
    private const int Rounds = 3;
    private const int Messages = 1_000_000;

    private static readonly MarketEvent s_candle = MarketEvent.OfClosed(
        new Candle(new Timestamp(1), Price.Of(1), Price.Of(1), Price.Of(1), Price.Of(1), Quantity.Of(1)), 1);

    public static void Run(TextWriter output)
    {
        ActorSystem system = ActorSystem.Create("benchmark", ConfigurationFactory.ParseString("""
            akka.actor.provider = cluster
            akka.remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
            akka.cluster.sharding { state-store-mode = ddata, distributed-data.durable.keys = [], passivate-idle-entity-after = off }
            akka.loglevel = OFF
            akka.stdout-loglevel = OFF
            """).WithFallback(AkkaEngine.Settings));
        AkkaEngine engine = new(system, TimeProvider.System, new InMemoryJournal(), () => Guid.CreateVersion7().ToString(), new AkkaEngineOptions
        {
            MailboxCapacity = 2 * Messages,
        });
        ActorRef local = engine.Spawn("KRW-BTC", "sink", () => new MessageSink());
        Report(output, "akka, objects from outside to one actor", () => Measure(engine, local, () => engine.Tell(local, Ping.Instance)));
        Report(output, "akka, market data from outside to one actor", () => Measure(engine, local, () => engine.Tell(local, in s_candle)));
        Join(system);
        ActorRef throughRegion = ThroughRegion(system, engine, "symbol", symbol => engine.PropsOf(symbol, "sink", () => new MessageSink()));
        Report(output, "akka, objects through a shard region", () => Measure(engine, throughRegion, () => engine.Tell(throughRegion, Ping.Instance)));
        ActorRef bare = ThroughRegion(system, engine, "bare", _ => Props.Create<BareSink>());
        Report(output, "the same to a bare Akka actor", () => Measure(engine, bare, () => engine.Tell(bare, Ping.Instance)));
        Report(output, "akka, between two actors of a partition", () => MeasureRally(engine));
        engine.DisposeAsync().AsTask().Wait();
        system.Terminate().Wait();
        PersistBenchmark.Run(output);
    }

    private static void Join(ActorSystem system)
    {
        var cluster = Akka.Cluster.Cluster.Get(system);
        cluster.JoinAsync(cluster.SelfAddress).Wait();
    }

    private static ActorRef ThroughRegion(ActorSystem system, AkkaEngine engine, string type, Func<string, Props> propsOf) => engine.AddressOf(
        $"KRW-ETH/{type}",
        ClusterSharding.Get(system).Start(type, propsOf, ClusterShardingSettings.Create(system), new Extractor()),
        message => new Addressed("KRW-ETH", message));

    private static void Report(TextWriter output, string name, Func<(TimeSpan Took, long Bytes)> measure)
    {
        // The best of a few rounds: the first ones compile.
        var best = Enumerable.Range(0, Rounds).Select(_ => measure()).MinBy(m => m.Took);
        double perSecond = Messages / best.Took.TotalSeconds;
        output.WriteLine($"{name,-45} {perSecond / 1e6,8:F1} M messages/s {1e9 / perSecond,8:F1} ns each {(double)best.Bytes / Messages,8:F3} bytes each");
    }

    private static (TimeSpan, long) Measure(AkkaEngine engine, ActorRef actor, Action send)
    {
        long before = engine.Ask<long>(actor, GetReceived.Instance, TimeSpan.FromMinutes(1)).Result;
        return Time(() =>
        {
            for (int i = 0; i < Messages; i++)
                send();
            if (engine.Ask<long>(actor, GetReceived.Instance, TimeSpan.FromMinutes(1)).Result - before != Messages)
                throw new InvalidOperationException("messages were lost");
        });
    }

    private static (TimeSpan, long) MeasureRally(AkkaEngine engine)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        string round = engine.Now.UnixMicros.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var first = new Messages.Rally(Messages / 2, done);
        var second = new Messages.Rally(Messages / 2, done);
        second.Other = engine.Spawn("KRW-BTC", $"first-{round}", () => first);
        first.Other = engine.Spawn("KRW-BTC", $"second-{round}", () => second);
        return Time(() =>
        {
            engine.Tell(second.Other, in s_candle);
            done.Task.Wait();
        });
    }

    private static (TimeSpan, long) Time(Action run)
    {
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        run();
        return (Stopwatch.GetElapsedTime(start), GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }

    private sealed class BareSink : UntypedActor
    {
        private long _received;

        protected override void OnReceive(object message)
        {
            if (message is GetReceived)
                Sender.Tell(_received);
            else
                _received++;
        }
    }

    private sealed record Addressed(string Symbol, object Message);

    private sealed class Extractor : IMessageExtractor
    {
        public string? EntityId(object message) => (message as Addressed)?.Symbol;

        public object? EntityMessage(object message) => (message as Addressed)?.Message;

        public string? ShardId(object message) => (message as Addressed)?.Symbol;

        public string ShardId(string entityId, object? messageHint = null) => entityId;
    }
}

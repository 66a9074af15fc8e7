using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Engines;

public sealed class VirtualEngineTests
{
    private static readonly Timestamp s_start = Timestamp.Utc(2025, 9, 1);

    [Fact]
    public void Run_SameSeedTwice_GivesTheSameTrace()
    {
        Assert.True(Trace(seed: 11).Count > 500);
        Assert.Equal(Trace(seed: 11), Trace(seed: 11));
        Assert.NotEqual(Trace(seed: 11), Trace(seed: 12));
    }

    [Fact]
    public void Advance_TimersOnTheWay_RunAtTheirOwnTimeAndTiesInOrder()
    {
        var engine = new VirtualEngine(1, start: s_start);
        var seen = new List<(string, TimeSpan)>();
        engine.Spawn("KRW-BTC", "actor", () => new Script((m, c) => seen.Add(((string)m, c.Now - s_start)))
        {
            OnStart = c =>
            {
                c.Schedule("b", TimeSpan.FromSeconds(5), "b");
                c.Schedule("a", TimeSpan.FromSeconds(5), "a");
                c.SchedulePeriodic("p", TimeSpan.FromSeconds(4), "p");
            },
        });

        engine.RunUntilIdle();
        engine.Advance(s_start + TimeSpan.FromSeconds(10));

        Assert.Equal(
            [("p", TimeSpan.FromSeconds(4)), ("b", TimeSpan.FromSeconds(5)), ("a", TimeSpan.FromSeconds(5)), ("p", TimeSpan.FromSeconds(8))],
            seen);
        Assert.Equal(s_start + TimeSpan.FromSeconds(10), engine.Now);
    }

    [Fact]
    public void Advance_IntoThePast_StandsStill()
    {
        var engine = new VirtualEngine(1, start: s_start);

        engine.Advance(s_start - TimeSpan.FromDays(1));

        Assert.Equal(s_start, engine.Now);
    }

    [Fact]
    public void Step_CalledUntilNothingIsLeft_DoesOneThingAtATimeInTheOrderOfAdvance()
    {
        List<string> advanced = [], stepped = [];
        VirtualEngine all = ChatEngine(advanced), single = ChatEngine(stepped);
        Timestamp end = s_start + TimeSpan.FromSeconds(3);

        all.Advance(end);
        int steps = 0;
        for (int seen = 0; single.Clock.Step(end); seen = stepped.Count, steps++)
            Assert.InRange(stepped.Count - seen, 0, 1);

        Assert.Equal(advanced, stepped);
        Assert.True(steps > stepped.Count);
        Assert.Equal(end, single.Clock.Now);
    }

    [Fact]
    public void Clock_SharedByTwoEngines_RunsBothInOneTime()
    {
        var clock = new VirtualClock(s_start);
        var first = new VirtualEngine(1, clock: clock);
        var second = new VirtualEngine(2, clock: clock);
        var seen = new List<string>();
        ActorRef there = second.Spawn("KRW-BTC", "there", () => new Script((m, c) => seen.Add($"{m} after {(c.Now - s_start).TotalSeconds} s")));
        ActorRef here = first.Spawn("KRW-BTC", "here", () => new Script((m, _) =>
            clock.At(clock.Now + TimeSpan.FromSeconds(2), () => second.Tell(there, m))));
        first.Tell(here, "over the wire");

        clock.Advance(s_start + TimeSpan.FromSeconds(3));

        Assert.Equal(["over the wire after 2 s"], seen);
        Assert.Equal(first.Now, second.Now);
    }

    [Fact]
    public async Task Crash_OfAnEngine_LeavesOnlyWhatTheJournalHolds()
    {
        var clock = new VirtualClock(s_start);
        var journal = new InMemoryJournal();
        var probe = new Probe();
        var first = new VirtualEngine(1, journal, clock: clock);
        ActorRef ledger = SpawnLedger(first, probe);
        first.Tell(ledger, new Add(5));
        first.RunUntilIdle();
        first.Tell(ledger, new Add(6));

        first.Crash();
        clock.RunUntilIdle();
        Assert.Equal(["asked", "held", "then"], probe.Messages);

        var second = new VirtualEngine(2, journal, clock: clock);
        Task<Total> reply = second.Ask<Total>(SpawnLedger(second, new Probe()), new GetTotal(), TimeSpan.FromSeconds(1));
        clock.RunUntilIdle();
        Assert.True(reply.IsCompletedSuccessfully);
        Assert.Equal(new Total(5, 1), await reply);
    }

    [Fact]
    public void Crash_InTheMiddleOfAHandler_NothingMoreLeavesIt()
    {
        var journal = new InMemoryJournal();
        var engine = new VirtualEngine(1, journal);
        var probe = new Probe();
        ActorRef crashing = engine.OpenPort("crashing", new CrashingPort(engine));
        ActorRef port = engine.OpenPort("probe", probe);
        ActorRef actor = engine.Spawn("KRW-BTC", "ledger", () => new CrashingLedger(crashing, port));

        engine.Tell(actor, "go");
        engine.RunUntilIdle();
        engine.Advance(new Timestamp(60_000_000));

        Assert.Empty(probe.Messages);
        Assert.Empty(journal.Read("crashing"));
    }

    [Fact]
    public void MarketData_ThroughAChainOfActors_AllocatesNothing()
    {
        const int Rounds = 10;
        var engine = new VirtualEngine(1);
        int received = 0;
        ActorRef last = engine.Spawn("KRW-BTC", "last", () => new Counter(null, () => received++));
        ActorRef first = engine.Spawn("KRW-BTC", "first", () => new Counter(last, () => received++));
        MarketEvent candle = MarketEvent.OfClosed(default, 1);
        Send(1_000);

        // Tiered PGO puts new code in at a time of its own and now and then allocates on this thread as it does. What the engine allocated for
        // its messages would show in every round.
        long least = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Send(10_000);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
        Assert.Equal(2 * (1_000 + Rounds * 10_000), received);

        void Send(int count)
        {
            for (int i = 0; i < count; i++)
            {
                engine.Tell(first, in candle);
                engine.RunUntilIdle();
            }
        }
    }

    // Messages passed on, a timer, and something from outside in between.
    private static VirtualEngine ChatEngine(List<string> seen)
    {
        var engine = new VirtualEngine(3, start: s_start);
        ActorRef last = engine.Spawn("KRW-BTC", "last", () => new Script((m, c) => seen.Add($"{m} at {c.Now}")));
        ActorRef first = engine.Spawn("KRW-BTC", "first", () => new Script((m, c) => c.Send(last, $"{m} passed on"))
        {
            OnStart = c => c.SchedulePeriodic("t", TimeSpan.FromSeconds(1), "tick"),
        });
        engine.Tell(first, "a");
        engine.Tell(first, "b");
        engine.Clock.At(s_start + TimeSpan.FromSeconds(2), () => engine.Tell(first, "c"));
        return engine;
    }

    private static ActorRef SpawnLedger(VirtualEngine engine, Probe probe)
    {
        ActorRef port = engine.OpenPort("probe", probe);
        return engine.Spawn("KRW-BTC", "ledger", () => new Ledger("ledger", port));
    }

    private static List<string> Trace(ulong seed)
    {
        var engine = new VirtualEngine(seed, start: s_start);
        var trace = new List<string>();
        var actors = new List<ActorRef>();
        for (int i = 0; i < 5; i++)
        {
            actors.Add(engine.Spawn($"KRW-{i}", "actor", () => new Script((m, c) =>
            {
                string id = c.NewId();
                trace.Add($"{c.Now} {c.Self} {m} {id}");
                if ((int)m < 50)
                    c.Send(actors[id[0] % actors.Count], (int)m + 1);
            })
            {
                OnStart = c => c.SchedulePeriodic("t", TimeSpan.FromMilliseconds(1 + c.NewId()[1]), 1),
            }));
        }
        engine.Advance(s_start + TimeSpan.FromSeconds(1));
        return trace;
    }

    private sealed class Counter(ActorRef? next, Action count) : IActor
    {
        public void Receive(object message, IActorContext context) => context.Unhandled(message);

        public void Receive(in MarketEvent market, IActorContext context)
        {
            count();
            if (next is not null)
                context.Send(next, in market);
        }
    }

    private sealed class CrashingPort(VirtualEngine engine) : IPort
    {
        public void Deliver(object message, ActorRef sender) => engine.Crash();
    }

    private sealed class CrashingLedger(ActorRef crashing, ActorRef probe) : IEventSourced
    {
        public string EntityId => "crashing";

        public void Receive(object message, IActorContext context)
        {
            context.Send(crashing, "crash");
            context.Send(probe, "after the crash");
            context.SchedulePeriodic("t", TimeSpan.FromSeconds(1), "ring");
            context.Persist(["event"]);
        }

        public void Apply(object @event)
        {
        }
    }
}

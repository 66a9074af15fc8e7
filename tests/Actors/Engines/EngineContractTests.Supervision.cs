using CoinPilot.Actors.Contract;

namespace CoinPilot.Tests.Engines;

public abstract partial class EngineContractTests
{
    [Fact]
    public async Task Failure_OfAChild_RestartsItAfterTheBackoffAndTellsTheParent()
    {
        await using EngineFixture fixture = Start();
        var family = await SpawnFamily(fixture);

        fixture.Engine.Tell(family.First, "count");
        fixture.Engine.Tell(family.First, "explode");
        fixture.Engine.Tell(family.First, "count");
        Assert.Equal([("first", 1)], (await fixture.Received(family.Said, 1)).Cast<(string, int)>());
        await fixture.Pass(s_backoff);

        // A fresh instance counts from the start, and what was sent meanwhile was not lost.
        Assert.Equal([("first", 1), ("first", 1)], (await fixture.Received(family.Said, 2)).Cast<(string, int)>());
        var news = Assert.IsType<Restarted>(Assert.Single(await fixture.Received(family.Told, 1)));
        Assert.Equal(family.First, news.Actor);
        Assert.Contains("exploded", news.Reason);
        Assert.Equal(1, fixture.Engine.Counters.Restarts);
    }

    [Fact]
    public async Task Failure_TooOften_QuarantinesTheChildAndLeavesItsSiblings()
    {
        await using EngineFixture fixture = Start();
        var family = await SpawnFamily(fixture);
        await FailThreeTimes(fixture, family.First);

        var told = await fixture.Received(family.Told, 3);
        Assert.Equal([typeof(Restarted), typeof(Restarted), typeof(Quarantined)], told.Select(t => t.GetType()));
        Quarantined quarantined = Assert.Single(fixture.Engine.Quarantines);
        Assert.Equal(family.First, quarantined.Actor);
        Assert.Contains("exploded", quarantined.Reason);

        fixture.Engine.Tell(family.First, "count");
        fixture.Engine.Tell(family.Second, "count");
        Assert.Equal([("second", 1)], (await fixture.Received(family.Said, 1)).Cast<(string, int)>());
        await fixture.Until(() => fixture.Engine.Counters.DeadLetters.GetValueOrDefault("String") == 1, "a dead letter");
    }

    [Fact]
    public async Task Quarantine_Lifted_StartsTheActorAgain()
    {
        await using EngineFixture fixture = Start();
        var family = await SpawnFamily(fixture);
        await FailThreeTimes(fixture, family.First);
        await fixture.Until(() => fixture.Engine.Quarantines.Count == 1, "a quarantine");

        Assert.False(fixture.Engine.LiftQuarantine("KRW-BTC/parent/second"));
        Assert.True(fixture.Engine.LiftQuarantine("KRW-BTC/parent/first"));
        fixture.Engine.Tell(family.First, "count");

        Assert.Equal([("first", 1)], (await fixture.Received(family.Said, 1)).Cast<(string, int)>());
        Assert.Empty(fixture.Engine.Quarantines);
        Assert.False(fixture.Engine.LiftQuarantine("KRW-BTC/parent/first"));
        Assert.IsType<Restarted>((await fixture.Received(family.Told, 4))[3]);
    }

    [Fact]
    public async Task Failure_OnceInAWhile_NeverQuarantines()
    {
        await using EngineFixture fixture = Start();
        var family = await SpawnFamily(fixture);

        for (int i = 1; i <= 5; i++)
        {
            fixture.Engine.Tell(family.First, "explode");
            await fixture.Flush(family.Second);
            await fixture.Pass(TimeSpan.FromMinutes(2));
            await fixture.Until(() => fixture.Engine.Counters.Restarts == i, "a restart");
        }

        Assert.Empty(fixture.Engine.Quarantines);
    }

    [Fact]
    public async Task Failure_ToStart_EndsInQuarantine()
    {
        await using EngineFixture fixture = Start();
        ActorRef actor = fixture.Engine.Spawn("KRW-BTC", "broken", () => throw new InvalidOperationException("no such strategy"));
        await fixture.Pass(TimeSpan.FromSeconds(5));

        await fixture.Until(() => fixture.Engine.Quarantines.Count == 1, "a quarantine");

        Assert.Equal(actor, fixture.Engine.Quarantines[0].Actor);
        Assert.Equal(0, fixture.Engine.Counters.Restarts);
    }

    [Fact]
    public async Task Failure_OfAParent_StopsItsChildrenSoThatItCanSpawnThemAgain()
    {
        await using EngineFixture fixture = Start();
        var probe = new Probe();
        ActorRef port = fixture.Engine.OpenPort("probe", probe);
        ActorRef parent = fixture.Engine.Spawn("KRW-BTC", "parent", () => new Script((m, c) =>
        {
            if (m is "explode")
                throw new InvalidOperationException("exploded");
        })
        {
            OnStart = c => c.Spawn("child", () => new Script((_, _) => { }) { OnStart = child => child.Send(port, child.Self) }),
        });
        await fixture.Received(probe, 1);
        fixture.Engine.Tell(parent, "explode");
        await fixture.Pass(s_backoff);

        var children = await fixture.Received(probe, 2);

        Assert.NotEqual(children[0], children[1]);
        Assert.Equal(1, fixture.Engine.Counters.Restarts);
        fixture.Engine.Tell((ActorRef)children[0], "hello");
        await fixture.Until(() => fixture.Engine.Counters.DeadLetters.GetValueOrDefault("String") == 1, "a dead letter");
    }

    [Fact]
    public async Task Watch_ActorIsQuarantined_WatcherIsTold()
    {
        await using EngineFixture fixture = Start();
        var family = await SpawnFamily(fixture);
        Probe watching = await Watch(fixture, family.First);
        await FailThreeTimes(fixture, family.First);

        var news = Assert.IsType<Terminated>(Assert.Single(await fixture.Received(watching, 1)));

        Assert.Equal(family.First, news.Actor);
        Assert.Contains("exploded", news.Reason);
    }

    [Fact]
    public async Task Watch_ActorStopsInOrder_WatcherIsToldWithoutReason()
    {
        await using EngineFixture fixture = Start();
        var family = await SpawnFamily(fixture);
        Probe watching = await Watch(fixture, family.First);

        fixture.Engine.Tell(family.Parent, "stop first");

        Assert.Equal([new Terminated(family.First, null)], await fixture.Received(watching, 1));
        Probe late = await Watch(fixture, family.First, "late-watcher");
        Assert.Equal([new Terminated(family.First, null)], await fixture.Received(late, 1));
    }

    [Fact]
    public async Task Stop_OfAChild_FreesItsNameAndLetsWhatWasSentBeforeBeHandled()
    {
        await using EngineFixture fixture = Start();
        var family = await SpawnFamily(fixture);
        Probe watching = await Watch(fixture, family.First);

        fixture.Engine.Tell(family.Parent, "count and stop first");
        await fixture.Received(watching, 1);
        fixture.Engine.Tell(family.First, "to the dead");
        fixture.Engine.Tell(family.Parent, "spawn first");
        await fixture.Flush(family.Parent);

        Assert.Equal([("first", 1), ("first", 1)], (await fixture.Received(family.Said, 2)).Cast<(string, int)>());
        Assert.Equal(0, fixture.Engine.Counters.Restarts);
    }

    [Fact]
    public async Task Stop_WhilePersisting_FinishesTheMessageInHandAndDropsTheStash()
    {
        var journal = new HeldJournal();
        await using EngineFixture fixture = Start(new EngineSetup(journal));
        ActorRef? ledger = null;
        ActorRef parent = fixture.Engine.Spawn("KRW-BTC", "parent", () => new Script((m, c) =>
        {
            if (m is "stop")
                c.Stop(ledger!);
        })
        {
            OnStart = c => ledger = c.Spawn("ledger", () => new Ledger("ledger")),
        });
        await fixture.Flush(parent);
        await fixture.Flush(ledger!);
        Probe watching = await Watch(fixture, ledger!);
        journal.Hold();

        Task<Total> reply = fixture.Engine.Ask<Total>(ledger!, new Add(1), TimeSpan.FromDays(1));
        await fixture.Until(() => journal.Held == 1, "an append");
        fixture.Engine.Tell(ledger!, new Add(2));
        fixture.Engine.Tell(parent, "stop");
        await fixture.Flush(parent);
        await fixture.Pass(s_second);
        await journal.ReleaseOne();

        await fixture.Received(watching, 1);
        await fixture.Until(() => reply.IsCompleted, "a reply");
        Assert.Equal(new Total(1, 1), await reply);
        Assert.Equal(1, fixture.Engine.Counters.DeadLetters["Add"]);
    }

    [Fact]
    public async Task Stop_OfSomebodyElsesChild_FailsTheCaller()
    {
        await using EngineFixture fixture = Start();
        var family = await SpawnFamily(fixture);
        ActorRef stranger = fixture.Engine.Spawn("KRW-BTC", "stranger", () => new Script((_, c) => c.Stop(family.First)));

        fixture.Engine.Tell(stranger, "go");
        await fixture.Flush(family.First);
        await fixture.Pass(s_backoff);

        await fixture.Until(() => fixture.Engine.Counters.Restarts == 1, "a restart");
        await fixture.Flush(family.First);
    }

    private static async Task FailThreeTimes(EngineFixture fixture, ActorRef actor)
    {
        for (int i = 0; i < 3; i++)
        {
            fixture.Engine.Tell(actor, "explode");
            await fixture.Pass(2 * s_backoff);
        }
    }

    private static async Task<Probe> Watch(EngineFixture fixture, ActorRef watched, string name = "watcher")
    {
        var probe = new Probe();
        ActorRef port = fixture.Engine.OpenPort($"{name}-probe", probe);
        ActorRef watcher = fixture.Engine.Spawn("KRW-ETH", name, () => new Script((m, c) => c.Send(port, m)) { OnStart = c => c.Watch(watched) });
        await fixture.Flush(watcher);
        await fixture.Pass(TimeSpan.FromMilliseconds(10));
        return probe;
    }

    private sealed record Kin(ActorRef Parent, ActorRef First, ActorRef Second, Probe Told, Probe Said);

    private static async Task<Kin> SpawnFamily(EngineFixture fixture)
    {
        var told = new Probe();
        var said = new Probe();
        ActorRef toldPort = fixture.Engine.OpenPort("told", told);
        ActorRef saidPort = fixture.Engine.OpenPort("said", said);
        var children = new Dictionary<string, ActorRef>();
        ActorRef parent = fixture.Engine.Spawn("KRW-BTC", "parent", () => new Script((m, c) =>
        {
            switch (m)
            {
                case "stop first":
                    c.Stop(children["first"]);
                    break;
                case "count and stop first":
                    c.Send(children["first"], "count");
                    c.Stop(children["first"]);
                    break;
                case "spawn first":
                    c.Send(c.Spawn("first", () => NewChild("first", saidPort)), "count");
                    break;
                default:
                    c.Send(toldPort, m);
                    break;
            }
        })
        {
            OnStart = c =>
            {
                foreach (string name in new[] { "first", "second" })
                    children[name] = c.Spawn(name, () => NewChild(name, saidPort));
            },
        });
        await fixture.Flush(parent);
        return new Kin(parent, children["first"], children["second"], told, said);
    }

    private static Script NewChild(string name, ActorRef said)
    {
        int count = 0;
        return new Script((m, c) =>
        {
            if (m is "explode")
                throw new InvalidOperationException("exploded");
            c.Send(said, (name, ++count));
        });
    }
}

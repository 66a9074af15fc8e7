using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Values;

namespace CoinPilot.Tests.Engines;

public abstract partial class EngineContractTests
{
    [Fact]
    public async Task Persist_Pending_StashesMessagesInOrder()
    {
        var journal = new HeldJournal();
        await using EngineFixture fixture = Start(new EngineSetup(journal));
        var probe = new Probe();
        ActorRef port = fixture.Engine.OpenPort("probe", probe);
        ActorRef ledger = fixture.Engine.Spawn("KRW-BTC", "ledger", () => new Ledger("ledger", port));
        await fixture.Flush(ledger);
        journal.Hold();

        fixture.Engine.Tell(ledger, new Add(1));
        for (int i = 0; i < 50; i++)
            fixture.Engine.Tell(ledger, i);
        fixture.Engine.Tell(ledger, new Add(2));
        fixture.Engine.Tell(ledger, "last");
        await fixture.Until(() => journal.Held == 1, "an append");
        Assert.Equal(["asked"], probe.Messages);
        await journal.ReleaseOne();
        await fixture.Until(() => journal.Held == 1, "the second append");
        await journal.ReleaseOne();

        object[] expected = ["asked", "held", "then", .. Enumerable.Range(0, 50).Cast<object>(), "asked", "held", "then", "last"];
        Assert.Equal(expected, await fixture.Received(probe, expected.Length));
    }

    [Fact]
    public async Task Persist_SendsAndRepliesAfterIt_LeaveOnlyOnceDurable()
    {
        var journal = new HeldJournal();
        await using EngineFixture fixture = Start(new EngineSetup(journal));
        var probe = new Probe();
        ActorRef port = fixture.Engine.OpenPort("probe", probe);
        ActorRef ledger = fixture.Engine.Spawn("KRW-BTC", "ledger", () => new Ledger("ledger", port));
        await fixture.Flush(ledger);
        journal.Hold();

        Task<Total> reply = fixture.Engine.Ask<Total>(ledger, new Add(5), TimeSpan.FromDays(1));
        await fixture.Until(() => journal.Held == 1, "an append");
        await fixture.Pass(TimeSpan.FromSeconds(1));
        Assert.False(reply.IsCompleted);
        Assert.Equal(["asked"], probe.Messages);
        await journal.ReleaseOne();

        await fixture.Until(() => reply.IsCompleted, "a reply");
        Assert.Equal(new Total(5, 1), await reply);
        Assert.Equal(["asked", "held", "then"], probe.Messages);
    }

    [Fact]
    public async Task Persist_Fails_StopsTheActorAndTellsWatchersAndParent()
    {
        var journal = new HeldJournal();
        await using EngineFixture fixture = Start(new EngineSetup(journal));
        var told = new Probe();
        var said = new Probe();
        ActorRef toldPort = fixture.Engine.OpenPort("told", told);
        ActorRef saidPort = fixture.Engine.OpenPort("said", said);
        ActorRef? ledger = null;
        ActorRef parent = fixture.Engine.Spawn("KRW-BTC", "parent", () => new Script((m, c) => c.Send(toldPort, ("parent", m)))
        {
            OnStart = c => ledger = c.Spawn("ledger", () => new Ledger("ledger", saidPort)),
        });
        await fixture.Flush(parent);
        await fixture.Flush(ledger!);
        ActorRef watcher = fixture.Engine.Spawn("KRW-ETH", "watcher", () => new Script((m, c) => c.Send(toldPort, ("watcher", m)))
        {
            OnStart = c => c.Watch(ledger!),
        });
        await fixture.Flush(watcher);
        await fixture.Flush(ledger!);
        journal.Hold();

        fixture.Engine.Tell(ledger!, new Add(1));
        fixture.Engine.Tell(ledger!, new Add(2));
        await fixture.Until(() => journal.Held == 1, "an append");
        await fixture.Pass(TimeSpan.FromSeconds(1));
        await journal.ReleaseOne(new IOException("disk full"));

        var news = (await fixture.Received(told, 2)).Cast<(string Who, object What)>().OrderBy(n => n.Who).ToList();
        Assert.Equal(["parent", "watcher"], news.Select(n => n.Who));
        Assert.All(news, n => Assert.Contains("disk full", Assert.IsType<Terminated>(n.What).Reason));
        await fixture.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(["asked"], said.Messages);
        Assert.Equal(1, fixture.Engine.Counters.PersistFailures);
        Assert.Equal(1, fixture.Engine.Counters.DeadLetters["Add"]);
        Assert.Equal(0, journal.Held);
    }

    [Fact]
    public async Task Persist_OfABatch_AppliesAllBeforeTheContinuationAndMovesTheSequence()
    {
        await using EngineFixture fixture = Start();
        var probe = new Probe();
        ActorRef port = fixture.Engine.OpenPort("probe", probe);
        ActorRef actor = fixture.Engine.Spawn("KRW-BTC", "batch", () => new Batch(port));

        fixture.Engine.Tell(actor, "go");
        fixture.Engine.Tell(actor, "go");

        Assert.Equal(["0 then 3 with 3", "3 then 6 with 6"], await fixture.Received(probe, 2));
    }

    [Fact]
    public async Task Persist_Called_StampsTheEventWithTheEnginesTime()
    {
        var journal = new InMemoryJournal();
        await using EngineFixture fixture = Start(new EngineSetup(journal));
        ActorRef ledger = fixture.Engine.Spawn("KRW-BTC", "ledger", () => new Ledger("ledger"));
        await fixture.Pass(TimeSpan.FromHours(1));
        Timestamp before = fixture.Engine.Now;

        fixture.Engine.Tell(ledger, new Add(1));
        await fixture.Flush(ledger);

        Timestamp stamped = Assert.Single(journal.Read("ledger")).EventTime;
        Assert.True(stamped >= before && stamped <= fixture.Engine.Now);
    }

    [Theory]
    [InlineData("twice")]
    [InlineData("then throw")]
    [InlineData("again in then")]
    public async Task Persist_HandlerBreaksTheRules_ActorIsRestarted(string command)
    {
        var journal = new InMemoryJournal();
        await using EngineFixture fixture = Start(new EngineSetup(journal));
        var probe = new Probe();
        ActorRef port = fixture.Engine.OpenPort("probe", probe);
        ActorRef actor = fixture.Engine.Spawn("KRW-BTC", "breaker", () => new RuleBreaker(port));

        fixture.Engine.Tell(actor, command);
        await fixture.Pass(s_backoff);
        await fixture.Until(() => fixture.Engine.Counters.Restarts == 1, "a restart");

        // What failed before the append never happened: nothing is journaled and nothing was sent.
        bool wasDurable = command == "again in then";
        Assert.Equal(wasDurable ? 1 : 0, journal.Read("breaker").Count());
        Assert.Equal(wasDurable ? ["held"] : [], probe.Messages);
    }

    [Fact]
    public async Task Persist_ByAnActorWithoutJournal_ActorIsRestarted()
    {
        await using EngineFixture fixture = Start();
        ActorRef actor = fixture.Engine.Spawn("KRW-BTC", "actor", () => new Script((_, c) => c.Persist(["event"])));

        fixture.Engine.Tell(actor, "go");
        await fixture.Pass(s_backoff);

        await fixture.Until(() => fixture.Engine.Counters.Restarts == 1, "a restart");
    }

    [Fact]
    public async Task Persist_InStart_IsDurableBeforeTheFirstMessage()
    {
        var journal = new HeldJournal();
        journal.Hold();
        await using EngineFixture fixture = Start(new EngineSetup(journal));
        ActorRef ledger = fixture.Engine.Spawn("KRW-BTC", "ledger", () => new Ledger("ledger")
        {
            OnStart = c => c.Persist([new Added(10)]),
        });

        Task<Total> reply = fixture.Engine.Ask<Total>(ledger, new GetTotal(), TimeSpan.FromDays(1));
        await fixture.Until(() => journal.Held == 1, "an append");
        Assert.False(reply.IsCompleted);
        await journal.ReleaseOne();
        await fixture.Until(() => reply.IsCompleted, "a reply");

        Assert.Equal(new Total(10, 1), await reply);
    }

    private sealed class Batch(ActorRef probe) : IEventSourced
    {
        private int _applied;

        public string EntityId => "batch";

        public void Receive(object message, IActorContext context)
        {
            long before = context.JournalSequence;
            context.Persist(["a", "b", "c"], then => then.Send(probe, $"{before} then {then.JournalSequence} with {_applied}"));
        }

        public void Apply(object @event) => _applied++;
    }

    private sealed class RuleBreaker(ActorRef probe) : IEventSourced
    {
        public string EntityId => "breaker";

        public void Receive(object message, IActorContext context)
        {
            context.Persist(["event"], then =>
            {
                if (message is "again in then")
                    then.Persist(["another"]);
            });
            context.Send(probe, "held");
            if (message is "twice")
                context.Persist(["another"]);
            if (message is "then throw")
                throw new InvalidOperationException("after persist");
        }

        public void Apply(object @event)
        {
        }
    }
}

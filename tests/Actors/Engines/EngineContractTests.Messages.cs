using CoinPilot.Actors.Contract;

namespace CoinPilot.Tests.Engines;

public abstract partial class EngineContractTests
{
    [Theory]
    [InlineData("KRW-BTC")]
    [InlineData("KRW-ETH")]
    public async Task Send_ObjectsAndMarketDataMixed_ArriveInOrder(string receiversPartition)
    {
        await using EngineFixture fixture = Start(new EngineSetup(new HeldJournal()) { MailboxCapacity = 16 });
        var probe = new Probe();
        ActorRef port = fixture.Engine.OpenPort("probe", probe);
        ActorRef receiver = SpawnRecorder(fixture.Engine, port, receiversPartition);
        ActorRef sender = fixture.Engine.Spawn("KRW-BTC", "sender", () => new Script((_, c) =>
        {
            for (long i = 0; i < 2_000; i += 2)
            {
                c.Send(receiver, (object)i);
                c.Send(receiver, CandleAt(i + 1));
            }
        }));

        fixture.Engine.Tell(sender, "go");

        Assert.Equal(Enumerable.Range(0, 2_000).Select(i => (object)(long)i), await fixture.Received(probe, 2_000));
    }

    [Fact]
    public async Task Tell_ObjectsAndMarketDataMixed_ArriveInOrder()
    {
        await using EngineFixture fixture = Start(new EngineSetup(new HeldJournal()) { MailboxCapacity = 4 });
        var probe = new Probe();
        ActorRef receiver = SpawnRecorder(fixture.Engine, fixture.Engine.OpenPort("probe", probe));

        for (long i = 0; i < 2_000; i += 2)
        {
            fixture.Engine.Tell(receiver, (object)i);
            fixture.Engine.Tell(receiver, CandleAt(i + 1));
        }

        Assert.Equal(Enumerable.Range(0, 2_000).Select(i => (object)(long)i), await fixture.Received(probe, 2_000));
    }

    [Fact]
    public async Task Actor_SentToFromManyThreads_HandlesOneAtATimeAndEachSendersInOrder()
    {
        const int PerSender = 20_000;
        await using EngineFixture fixture = Start(new EngineSetup(new HeldJournal()) { MailboxCapacity = 64 });
        int inside = 0;
        int overlaps = 0;
        int handled = 0;
        int disorder = 0;
        int[] next = new int[OutsideThreads];
        ActorRef actor = fixture.Engine.Spawn("KRW-BTC", "counter", () => new Script((m, _) =>
        {
            if (Interlocked.Increment(ref inside) != 1)
                overlaps++;
            (int sender, int number) = ((int, int))m;
            if (next[sender]++ != number)
                disorder++;
            handled++;
            Interlocked.Decrement(ref inside);
        }));

        await Task.WhenAll(Enumerable.Range(0, OutsideThreads).Select(sender => Task.Run(() =>
        {
            for (int number = 0; number < PerSender; number++)
                fixture.Engine.Tell(actor, (sender, number));
        })));

        await fixture.Flush(actor);
        Assert.Equal((0, 0, OutsideThreads * PerSender), (overlaps, disorder, handled));
    }

    [Fact]
    public async Task Reply_ToTheSender_ArrivesThere()
    {
        await using EngineFixture fixture = Start();
        var probe = new Probe();
        ActorRef port = fixture.Engine.OpenPort("probe", probe);
        ActorRef server = fixture.Engine.Spawn("KRW-ETH", "server", () => new Script((m, c) => c.Reply($"{m} to you")));
        ActorRef client = fixture.Engine.Spawn("KRW-BTC", "client", () => new Script((m, c) =>
        {
            if (m is "ask")
                c.Send(server, "hello");
            else
                c.Send(port, $"{m} from {c.Sender}");
        }));

        fixture.Engine.Tell(client, "ask");

        Assert.Equal(["hello to you from KRW-ETH/server"], await fixture.Received(probe, 1));
    }

    [Fact]
    public async Task Ask_Answered_GivesTheReply()
    {
        await using EngineFixture fixture = Start();
        ActorRef actor = fixture.Engine.Spawn("KRW-BTC", "actor", () => new Script((m, c) => c.Reply($"{m}!")));

        Task<string> reply = fixture.Engine.Ask<string>(actor, "hello", TimeSpan.FromSeconds(1));
        await fixture.Until(() => reply.IsCompleted, "a reply");

        Assert.Equal("hello!", await reply);
    }

    [Fact]
    public async Task Ask_NotAnswered_TimesOutAndCountsALateReplyAsDead()
    {
        await using EngineFixture fixture = Start();
        ActorRef? asker = null;
        ActorRef actor = fixture.Engine.Spawn("KRW-BTC", "actor", () => new Script((m, c) =>
        {
            if (m is "late")
                c.Send(asker!, "too late");
            else
                asker = c.Sender;
        }));

        Task<string> reply = fixture.Engine.Ask<string>(actor, "hello", TimeSpan.FromSeconds(1));
        await fixture.Flush(actor);
        Assert.False(reply.IsCompleted);
        await fixture.Pass(TimeSpan.FromSeconds(2));
        await fixture.Until(() => reply.IsCompleted, "a time-out");
        await Assert.ThrowsAsync<TimeoutException>(() => reply);

        fixture.Engine.Tell(actor, "late");
        await fixture.Flush(actor);
        Assert.Equal(1, fixture.Engine.Counters.DeadLetters["String"]);
    }

    [Fact]
    public async Task Ask_AnsweredWithAnotherType_Fails()
    {
        await using EngineFixture fixture = Start();
        ActorRef actor = fixture.Engine.Spawn("KRW-BTC", "actor", () => new Script((_, c) => c.Reply("text")));

        Task<Total> reply = fixture.Engine.Ask<Total>(actor, "hello", TimeSpan.FromSeconds(1));
        await fixture.Until(() => reply.IsCompleted, "a failure");

        await Assert.ThrowsAsync<InvalidCastException>(() => reply);
    }

    [Fact]
    public async Task Port_SentToFromTwoPartitions_IsHandedOneAtATimeInOrder()
    {
        await using EngineFixture fixture = Start();
        var port = new OrderedPort();
        ActorRef address = fixture.Engine.OpenPort("port", port);
        foreach (string partition in new[] { "KRW-BTC", "KRW-ETH" })
        {
            ActorRef actor = fixture.Engine.Spawn(partition, "sender", () => new Script((_, c) =>
            {
                for (int i = 0; i < 5_000; i++)
                    c.Send(address, (c.Self.Path, i));
            }));
            fixture.Engine.Tell(actor, "go");
        }

        await fixture.Until(() => Volatile.Read(ref port.Delivered) == 10_000, "all delivered");

        Assert.Equal((0, 0), (port.Overlaps, port.Disorder));
    }

    [Fact]
    public async Task Port_ThatThrows_DoesNotHarmTheSender()
    {
        await using EngineFixture fixture = Start();
        ActorRef port = fixture.Engine.OpenPort("port", new ThrowingPort());
        ActorRef actor = fixture.Engine.Spawn("KRW-BTC", "sender", () => new Script((m, c) => c.Send(port, m)));

        fixture.Engine.Tell(actor, "go");
        await fixture.Flush(actor);

        Assert.Equal(0, fixture.Engine.Counters.Restarts);
    }

    [Fact]
    public async Task NewId_CalledAgainAndAgain_IsUnique()
    {
        await using EngineFixture fixture = Start();
        var probe = new Probe();
        ActorRef port = fixture.Engine.OpenPort("probe", probe);
        ActorRef actor = fixture.Engine.Spawn("KRW-BTC", "actor", () => new Script((_, c) => c.Send(port, c.NewId())));

        for (int i = 0; i < 100; i++)
            fixture.Engine.Tell(actor, "go");

        Assert.Equal(100, (await fixture.Received(probe, 100)).Distinct().Count());
    }

    private sealed class OrderedPort : IPort
    {
        private readonly Dictionary<string, int> _next = [];
        private int _inside;

        public int Delivered;

        public int Overlaps { get; private set; }

        public int Disorder { get; private set; }

        public void Deliver(object message, ActorRef sender)
        {
            if (Interlocked.Increment(ref _inside) != 1)
                Overlaps++;
            (string path, int number) = ((string, int))message;
            if (_next.GetValueOrDefault(path) != number)
                Disorder++;
            _next[path] = number + 1;
            Interlocked.Decrement(ref _inside);
            Interlocked.Increment(ref Delivered);
        }
    }

    private sealed class ThrowingPort : IPort
    {
        public void Deliver(object message, ActorRef sender) => throw new InvalidOperationException("broken port");
    }
}

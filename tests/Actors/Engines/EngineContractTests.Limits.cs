using CoinPilot.Actors.Contract;

namespace CoinPilot.Tests.Engines;

public abstract partial class EngineContractTests
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task SpawnOnDemand_Idle_RestsAndComesBackWithWhatIsJournaled()
    {
        await using EngineFixture fixture = Start();
        int instances = 0;
        ActorRef ledger = fixture.Engine.SpawnOnDemand("KRW-BTC", "ledger", () =>
        {
            Interlocked.Increment(ref instances);
            return new Ledger("ledger");
        }, s_minute);
        await fixture.Pass(s_second);
        Assert.Equal(0, Volatile.Read(ref instances));

        fixture.Engine.Tell(ledger, new Add(8));
        await fixture.Flush(ledger);
        await fixture.Pass(s_minute / 2);
        await fixture.Flush(ledger);
        Assert.Equal(1, Volatile.Read(ref instances));
        await fixture.Pass(2 * s_minute);
        await fixture.Pass(s_minute);
        Task<Total> reply = fixture.Engine.Ask<Total>(ledger, new GetTotal(), TimeSpan.FromDays(1));
        await fixture.Until(() => reply.IsCompleted, "a reply");

        Assert.Equal(new Total(8, 1), await reply);
        Assert.Equal(2, Volatile.Read(ref instances));
        Assert.Equal(0, fixture.Engine.Counters.Restarts);
    }

    [Fact]
    public async Task SpawnOnDemand_WithATimerRunning_DoesNotRest()
    {
        await using EngineFixture fixture = Start();
        int instances = 0;
        ActorRef actor = fixture.Engine.SpawnOnDemand("KRW-BTC", "timed", () =>
        {
            Interlocked.Increment(ref instances);
            return new Script((_, c) => c.Schedule("t", TimeSpan.FromHours(1), "ring"));
        }, s_minute);

        fixture.Engine.Tell(actor, "go");
        await fixture.Flush(actor);
        for (int i = 0; i < 5; i++)
            await fixture.Pass(s_minute);
        await fixture.Flush(actor);

        Assert.Equal(1, Volatile.Read(ref instances));
    }

    [Fact]
    public async Task Unhandled_AndDeadLetters_AreCountedByType()
    {
        await using EngineFixture fixture = Start();
        ActorRef actor = fixture.Engine.Spawn("KRW-BTC", "actor", () => new Script((m, c) =>
        {
            if (m is "stop")
                c.Stop(c.Self);
            else if (m is "reply to nobody")
                c.Reply(new Total(0, 0));
            else
                c.Unhandled(m);
        }));

        fixture.Engine.Tell(actor, new Add(1));
        fixture.Engine.Tell(actor, new Add(2));
        fixture.Engine.Tell(actor, TradeNumber(1));
        fixture.Engine.Tell(actor, "reply to nobody");
        await fixture.Flush(actor);
        Assert.Equal((2, 1), (fixture.Engine.Counters.Unhandled["Add"], fixture.Engine.Counters.Unhandled["Trade"]));
        Assert.Equal(1, fixture.Engine.Counters.DeadLetters["Total"]);

        fixture.Engine.Tell(actor, "stop");
        fixture.Engine.Tell(actor, new Add(3));
        fixture.Engine.Tell(actor, CandleAt(1));
        await fixture.Until(() => fixture.Engine.Counters.DeadLetters.GetValueOrDefault("ClosedCandle") == 1, "a dead candle");
        Assert.Equal(1, fixture.Engine.Counters.DeadLetters["Add"]);
    }

    [Fact]
    public async Task Mailbox_Full_ConflatesTradesAndKeepsAllElseInOrder()
    {
        const int Rounds = 100;
        var journal = new HeldJournal();
        await using EngineFixture fixture = Start(new EngineSetup(journal) { MailboxCapacity = 8 });
        var probe = new Probe();
        ActorRef port = fixture.Engine.OpenPort("probe", probe);
        ActorRef actor = fixture.Engine.Spawn("KRW-BTC", "actor", () => new TradeRecorder(port));
        await fixture.Flush(actor);
        journal.Hold();

        fixture.Engine.Tell(actor, "persist");
        await fixture.Until(() => journal.Held == 1, "an append");
        for (long i = 1; i <= Rounds; i++)
        {
            fixture.Engine.Tell(actor, TradeNumber(-i));
            fixture.Engine.Tell(actor, (object)i);
            fixture.Engine.Tell(actor, CandleAt(i + 1_000));
        }
        fixture.Engine.Tell(actor, TradeNumber(-1_000));
        await journal.ReleaseOne();
        await fixture.Until(() => probe.Messages.Contains(-1_000L), "the newest trade");

        long[] got = [.. probe.Messages.Cast<long>()];
        Assert.Equal(Enumerable.Range(1, Rounds).SelectMany(i => new[] { i, i + 1_000L }), got.Where(m => m > 0));
        long[] trades = [.. got.Where(m => m < 0)];
        Assert.Equal(trades.OrderDescending(), trades);
        Assert.True(fixture.Engine.Counters.Conflated > 0);
        Assert.Equal(Rounds + 1, trades.Length + fixture.Engine.Counters.Conflated);
    }

    [Fact]
    public async Task Spawn_NameTaken_IsRefused()
    {
        await using EngineFixture fixture = Start();
        ActorRef actor = fixture.Engine.Spawn("KRW-BTC", "actor", () => new Script((_, c) => c.Spawn("child", () => new Script((_, _) => { }))));
        Assert.Throws<InvalidOperationException>(() => fixture.Engine.Spawn("KRW-BTC", "actor", () => new Script((_, _) => { })));

        fixture.Engine.Tell(actor, "spawn");
        fixture.Engine.Tell(actor, "spawn");
        await fixture.Pass(s_backoff);

        await fixture.Until(() => fixture.Engine.Counters.Restarts == 1, "a restart");
    }

    [Fact]
    public async Task Dispose_WithMessagesQueued_HandlesThemFirst()
    {
        EngineFixture fixture = Start();
        int handled = 0;
        ActorRef last = fixture.Engine.Spawn("KRW-ETH", "last", () => new Script((_, _) => handled++));
        ActorRef first = fixture.Engine.Spawn("KRW-BTC", "first", () => new Script((m, c) => c.Send(last, m)));
        for (int i = 0; i < 10_000; i++)
            fixture.Engine.Tell(first, "go");

        await fixture.DisposeAsync();

        Assert.Equal(10_000, handled);
        fixture.Engine.Tell(first, "too late");
        Assert.Equal(1, fixture.Engine.Counters.DeadLetters["String"]);
        await fixture.DisposeAsync();
    }

    private sealed class TradeRecorder(ActorRef probe) : IEventSourced
    {
        public string EntityId => "recorder";

        public void Receive(object message, IActorContext context)
        {
            if (message is "persist")
                context.Persist(["event"]);
            else if (message is Echo)
                context.Reply(message);
            else
                context.Send(probe, message);
        }

        public void Receive(in MarketData.MarketEvent market, IActorContext context) => context.Send(
            probe, market.Kind == MarketData.MarketEventKind.Trade ? market.Trade.SequentialId : market.LastPrice.Units);

        public void Apply(object @event)
        {
        }
    }
}

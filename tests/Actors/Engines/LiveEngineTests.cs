using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Engines;

public sealed class LiveEngineTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Partitions_OfTwoWorkers_RunAtOnce()
    {
        await using LiveEngine engine = NewEngine();
        using var meeting = new Barrier(2);
        var met = new TaskCompletionSource<bool>();
        foreach (string partition in new[] { "KRW-BTC", "KRW-ETH" })
        {
            ActorRef actor = engine.Spawn(partition, "actor", () => new Script((_, _) => met.TrySetResult(meeting.SignalAndWait(s_patience))));
            engine.Tell(actor, "meet");
        }

        Assert.True(await met.Task.WaitAsync(s_patience));
    }

    [Fact]
    public async Task Mailbox_FullWhileItsWorkerIsBusy_NeverMakesTheSenderWait()
    {
        const int Trades = 500;
        await using LiveEngine engine = NewEngine(mailboxCapacity: 16);
        using var gate = new ManualResetEventSlim();
        var got = new List<long>();
        ActorRef actor = engine.Spawn("KRW-BTC", "busy", () => new Script((m, _) =>
        {
            if (m is "wait")
                gate.Wait(s_patience);
            else
                got.Add((long)m);
        })
        {
            OnMarket = (market, _) => got.Add(-market.Trade.SequentialId),
        });
        engine.Tell(actor, "wait");

        for (long i = 1; i <= Trades; i++)
        {
            engine.Tell(actor, MarketEvent.Of(new Trade(new Timestamp(1), Price.Of(1), Quantity.Of(1), OrderSide.Buy, i)));
            engine.Tell(actor, (object)i);
        }
        gate.Set();
        await engine.Ask<Echo>(actor, new Echo(), s_patience);

        Assert.Equal(Enumerable.Range(1, Trades).Select(i => (long)i), got.Where(m => m > 0));
        Assert.Equal(-Trades, got[^2]);
        Assert.Equal(Trades, got.Count(m => m < 0) + engine.Counters.Conflated);
        Assert.True(engine.Counters.Overflowed > 0);
    }

    [Fact]
    public async Task Dispose_WithAPersistPending_WaitsForItAndWhatComesOfIt()
    {
        var journal = new HeldJournal();
        journal.Hold();
        LiveEngine engine = NewEngine(journal: journal);
        var probe = new Probe();
        ActorRef port = engine.OpenPort("probe", probe);
        ActorRef ledger = engine.Spawn("KRW-BTC", "ledger", () => new Ledger("ledger", port));
        engine.Tell(ledger, new Add(1));
        engine.Tell(ledger, "stashed");
        using (var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(1)))
        {
            while (journal.Held == 0)
                await poll.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        Task disposal = engine.DisposeAsync().AsTask();
        Assert.False(disposal.IsCompleted);
        await journal.ReleaseOne();
        await disposal.WaitAsync(s_patience);

        Assert.Equal(["asked", "held", "then", "stashed"], probe.Messages);
    }

    [Fact]
    public async Task Dispose_JournalNeverAnswers_EndsAtTheLimitAndReportsIt()
    {
        var journal = new HeldJournal();
        journal.Hold();
        var failures = new List<Exception>();
        LiveEngine engine = NewEngine(journal: journal, drainLimit: TimeSpan.FromMilliseconds(50), failed: failures.Add);
        engine.Tell(engine.Spawn("KRW-BTC", "ledger", () => new Ledger("ledger")), new Add(1));

        await engine.DisposeAsync().AsTask().WaitAsync(s_patience);

        Assert.IsType<TimeoutException>(Assert.Single(failures));
    }

    [Fact]
    public async Task Timers_OnTheSystemClock_Ring()
    {
        await using LiveEngine engine = NewEngine();
        var rung = new TaskCompletionSource();
        int count = 0;
        engine.Spawn("KRW-BTC", "actor", () => new Script((_, _) =>
        {
            if (++count == 3)
                rung.SetResult();
        })
        {
            OnStart = c => c.SchedulePeriodic("t", TimeSpan.FromMilliseconds(5), "ring"),
        });

        await rung.Task.WaitAsync(s_patience);
    }

    [Fact]
    public async Task Now_WithinOneMessage_StandsStill()
    {
        await using LiveEngine engine = NewEngine();
        ActorRef actor = engine.Spawn("KRW-BTC", "actor", () => new Script((_, c) =>
        {
            Timestamp first = c.Now;
            while (engine.Now == first)
                Thread.Yield();
            c.Reply(c.Now == first);
        }));

        Assert.True(await engine.Ask<bool>(actor, "go", s_patience));
    }

    private static LiveEngine NewEngine(
        int? mailboxCapacity = null, IJournal? journal = null, TimeSpan? drainLimit = null, Action<Exception>? failed = null) =>
        new(TimeProvider.System, journal ?? new InMemoryJournal(), () => Guid.NewGuid().ToString(), new LiveEngineOptions
        {
            Workers = 2,
            MailboxCapacity = mailboxCapacity,
            DrainLimit = drainLimit ?? s_patience,
            Failed = (_, error) => failed?.Invoke(error),
        });
}

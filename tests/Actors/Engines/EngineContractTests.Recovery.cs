using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Values;

namespace CoinPilot.Tests.Engines;

public abstract partial class EngineContractTests
{
    [Fact]
    public async Task Recovery_WithSnapshot_ReadsOnlyTheEventsAfterIt()
    {
        var journal = new HeldJournal();
        await using (EngineFixture first = Start(new EngineSetup(journal) { SnapshotEvery = 4 }))
        {
            ActorRef ledger = first.Engine.Spawn("KRW-BTC", "ledger", () => new Ledger("ledger") { TakesSnapshots = true });
            for (int i = 1; i <= 6; i++)
                first.Engine.Tell(ledger, new Add(i));
            await first.Flush(ledger);
        }
        Assert.Equal(4, journal.ReadSnapshot("ledger")!.Value.Sequence);

        await using EngineFixture second = Start(new EngineSetup(journal) { SnapshotEvery = 4 });
        ActorRef again = second.Engine.Spawn("KRW-BTC", "ledger", () => new Ledger("ledger") { TakesSnapshots = true });
        Task<Total> reply = second.Engine.Ask<Total>(again, new GetTotal(), TimeSpan.FromDays(1));
        await second.Until(() => reply.IsCompleted, "a reply");

        Assert.Equal(new Total(21, 6), await reply);
        Assert.Equal(["ledger after 0", "ledger after 4"], journal.Reads);
    }

    [Fact]
    public async Task Recovery_CommandsSentBeforeIt_AreHandledAfterItAndAfterStart()
    {
        var journal = new InMemoryJournal();
        journal.Append("ledger", 0, new Timestamp(1), [new Added(40), new Added(2)], _ => { });
        await using EngineFixture fixture = Start(new EngineSetup(journal));
        var probe = new Probe();
        ActorRef port = fixture.Engine.OpenPort("probe", probe);

        ActorRef ledger = fixture.Engine.Spawn("KRW-BTC", "ledger", () => new Ledger("ledger", port)
        {
            OnStart = c => c.Send(port, $"started at {c.JournalSequence}"),
        });
        fixture.Engine.Tell(ledger, "first");
        Task<Total> reply = fixture.Engine.Ask<Total>(ledger, new GetTotal(), TimeSpan.FromDays(1));
        await fixture.Until(() => reply.IsCompleted, "a reply");

        Assert.Equal(new Total(42, 2), await reply);
        Assert.Equal(["started at 2", "first"], probe.Messages);
    }

    [Fact]
    public async Task Recovery_AfterAFailure_StandsWhereTheJournalStands()
    {
        await using EngineFixture fixture = Start();
        ActorRef ledger = fixture.Engine.Spawn("KRW-BTC", "ledger", () => new Ledger("ledger"));
        fixture.Engine.Tell(ledger, new Add(3));
        fixture.Engine.Tell(ledger, new Explode());
        fixture.Engine.Tell(ledger, new Add(4));
        await fixture.Pass(s_backoff);

        Task<Total> reply = fixture.Engine.Ask<Total>(ledger, new GetTotal(), TimeSpan.FromDays(1));
        await fixture.Until(() => reply.IsCompleted, "a reply");

        Assert.Equal(new Total(7, 2), await reply);
        Assert.Equal(1, fixture.Engine.Counters.Restarts);
    }

    [Fact]
    public async Task Recovery_EventUnknown_EndsInQuarantineWithTheJournalUntouched()
    {
        var journal = new InMemoryJournal();
        journal.Append("ledger", 0, new Timestamp(1), [new Added(1), "unknown"], _ => { });
        await using EngineFixture fixture = Start(new EngineSetup(journal));
        ActorRef ledger = fixture.Engine.Spawn("KRW-BTC", "ledger", () => new Ledger("ledger"));

        fixture.Engine.Tell(ledger, new Add(1));
        await fixture.Pass(TimeSpan.FromSeconds(5));
        await fixture.Until(() => fixture.Engine.Quarantines.Count == 1, "a quarantine");

        Assert.Contains("InvalidCastException", fixture.Engine.Quarantines[0].Reason);
        Assert.Equal(2, journal.Read("ledger").Count());
    }

    [Fact]
    public async Task Recovery_JournalHasAGap_EndsInQuarantine()
    {
        await using EngineFixture fixture = Start(new EngineSetup(new GappedJournal()));
        fixture.Engine.Spawn("KRW-BTC", "ledger", () => new Ledger("ledger"));

        await fixture.Pass(TimeSpan.FromSeconds(5));
        await fixture.Until(() => fixture.Engine.Quarantines.Count == 1, "a quarantine");

        Assert.Contains("goes from 1 to 3", fixture.Engine.Quarantines[0].Reason);
    }

    /// <summary>A journal whose second event is missing.</summary>
    private sealed class GappedJournal : IJournal
    {
        public void Append(string entityId, long expectedSequence, Timestamp eventTime, IReadOnlyList<object> events, Action<AppendResult> done) =>
            done(new AppendResult(new NotSupportedException()));

        public IEnumerable<JournalEvent> Read(string entityId, long afterSequence = 0) =>
            new long[] { 1, 3 }.Select(n => new JournalEvent(entityId, n, default, default, "added", 1, new Added(1), default, default));

        public (long Sequence, object Snapshot)? ReadSnapshot(string entityId) => null;

        public void SaveSnapshot(string entityId, long sequence, object snapshot)
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

using System.Collections.Concurrent;
using Akka.Actor;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using CoinPilot.Clustering.Engine;
using CoinPilot.Clustering.Persistence;
using CoinPilot.Storage.Postgres.Lease;
using CoinPilot.Values;

namespace CoinPilot.Tests.Clustering.Persistence;

/// <summary>A node's journal with the actor system under it, which ends with it. Takes the lease of what it writes, once.</summary>
internal sealed class JournalNode : IJournal
{
    private readonly ConcurrentDictionary<string, SymbolLease?> _taken = new(StringComparer.Ordinal);

    public JournalNode(string database, IEventCodec codec, TimeProvider? time = null)
    {
        Leases = SymbolLeases.Join(new SymbolLeaseOptions(database, TimeProvider.System, () => "shared"));
        System = ActorSystem.Create("journal", AkkaSqlJournal.Settings(Leases.WriterConnectionString).WithFallback(AkkaEngine.Settings));
        Journal = new AkkaSqlJournal(System, codec, time ?? TimeProvider.System);
    }

    public ActorSystem System { get; }

    public SymbolLeases Leases { get; }

    public AkkaSqlJournal Journal { get; }

    public void Append(string entityId, long expectedSequence, Timestamp eventTime, IReadOnlyList<object> events, Action<AppendResult> done)
    {
        _taken.GetOrAdd(entityId.Contains('/') ? entityId.Split('/')[1] : entityId, Leases.TryTake);
        Journal.Append(entityId, expectedSequence, eventTime, events, done);
    }

    public IEnumerable<JournalEvent> Read(string entityId, long afterSequence = 0) => Journal.Read(entityId, afterSequence);

    public (long Sequence, object Snapshot)? ReadSnapshot(string entityId) => Journal.ReadSnapshot(entityId);

    public void SaveSnapshot(string entityId, long sequence, object snapshot) => Journal.SaveSnapshot(entityId, sequence, snapshot);

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        await System.Terminate();
        Leases.Dispose();
    }
}

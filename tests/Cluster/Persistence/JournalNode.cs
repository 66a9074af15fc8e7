using Akka.Actor;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using CoinPilot.Clustering.Engine;
using CoinPilot.Clustering.Persistence;
using CoinPilot.Storage.Postgres.Schema;
using CoinPilot.Values;
using Npgsql;

namespace CoinPilot.Tests.Clustering.Persistence;

/// <summary>A node's journal with the actor system under it, which ends with it.</summary>
internal sealed class JournalNode : IJournal
{
    public JournalNode(string database, IEventCodec codec)
    {
        using (NpgsqlDataSource source = NpgsqlDataSource.Create(database))
            Migrator.Run(source, Migration.All);
        System = ActorSystem.Create("journal", AkkaSqlJournal.Settings(database).WithFallback(AkkaEngine.Settings));
        Journal = new AkkaSqlJournal(System, codec, TimeProvider.System);
    }

    public ActorSystem System { get; }

    public AkkaSqlJournal Journal { get; }

    public void Append(string entityId, long expectedSequence, Timestamp eventTime, IReadOnlyList<object> events, Action<AppendResult> done) =>
        Journal.Append(entityId, expectedSequence, eventTime, events, done);

    public IEnumerable<JournalEvent> Read(string entityId, long afterSequence = 0) => Journal.Read(entityId, afterSequence);

    public (long Sequence, object Snapshot)? ReadSnapshot(string entityId) => Journal.ReadSnapshot(entityId);

    public void SaveSnapshot(string entityId, long sequence, object snapshot) => Journal.SaveSnapshot(entityId, sequence, snapshot);

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        await System.Terminate();
    }
}

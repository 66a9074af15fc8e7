using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Files.Snapshots;
using CoinPilot.Values;

namespace CoinPilot.Clustering.Persistence;

/// <summary>
/// The journal of one node through Akka.Persistence.Sql: several nodes write one database, each its own entities. Rows, envelopes and hashes
/// are those of the in-process engine's journal, and either reads the other's (docs/adr/0030-the-chain-through-akka-persistence.md).
/// Who may write, the database checks.
/// </summary>
public sealed class AkkaSqlJournal : IJournal
{
    private readonly ExtendedActorSystem _system;
    private readonly IActorRef _plugin;
    private readonly SnapshotStore _snapshots;
    private readonly IEventCodec _codec;
    private readonly EnvelopeWriter _writer;
    private readonly ConcurrentDictionary<string, EntityChain> _chains = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<Exception> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="system">Configured with <see cref="Settings"/>; outlives the journal.</param>
    /// <param name="codec">Of the events.</param>
    /// <param name="time">The clock of recorded times.</param>
    public AkkaSqlJournal(ActorSystem system, IEventCodec codec, TimeProvider time)
    {
        _system = (ExtendedActorSystem)system;
        _codec = codec;
        _writer = new EnvelopeWriter(codec, time);
        PersistenceExtension persistence = Akka.Persistence.Persistence.Instance.Apply(system);
        _plugin = persistence.JournalFor("akka.persistence.journal.sql");
        _snapshots = new SnapshotStore(new PluginSnapshots(_system, persistence.SnapshotStoreFor("akka.persistence.snapshot-store.sql"), codec, time));
    }

    /// <inheritdoc cref="IStoredJournal.Lost"/>
    public Task<Exception> Lost => _lost.Task;

    /// <summary>What the actor system has to be configured with. The tables must be there: the in-process journal's migrations make them.</summary>
    /// <param name="connectionString">Of Npgsql; may hold a password, and is part of the configuration.</param>
    public static Config Settings(string connectionString)
    {
        string place = $$"""
            connection-string = "{{connectionString.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}}"
            provider-name = "PostgreSQL.15"
            auto-initialize = off
            """;
        return ConfigurationFactory.ParseString($$"""
            akka.actor.serializers.coinpilot-stored = "{{typeof(StoredPayloadSerializer).AssemblyQualifiedName}}"
            akka.actor.serialization-bindings { "{{typeof(StoredPayload).AssemblyQualifiedName}}" = coinpilot-stored }
            akka.persistence.journal {
                plugin = "akka.persistence.journal.sql"
                sql {
                    {{place}}
                    # One writer a node: groups are committed one after the other, as they came.
                    parallelism = 1
                    batch-size = 1000
                    buffer-size = 65536
                    # It would drop events where nodes took turns; sequence and hash chain are checked on reading.
                    replay-filter.mode = off
                }
            }
            akka.persistence.snapshot-store {
                plugin = "akka.persistence.snapshot-store.sql"
                sql { {{place}} }
            }
            """).WithFallback(SqlPersistence.DefaultConfiguration);
    }

    /// <inheritdoc/>
    /// <remarks>An entity that was not read before has its end looked up first.</remarks>
    public void Append(
        string entityId, long expectedSequence, Timestamp eventTime, IReadOnlyList<object> events, Action<AppendResult> done)
    {
        ArgumentException.ThrowIfNullOrEmpty(entityId);
        EntityChain chain = ChainOf(entityId);
        PendingAppend append = new(entityId, expectedSequence, eventTime, events, done);
        if (chain.Begin(append))
            Write(chain, append);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Verifies the hash chain on the way. Throws <see cref="UnreadableEventException"/> at an event that this build does not know, and
    /// <see cref="IOException"/> when the database is away. Blocks its thread while it waits for rows.
    /// </remarks>
    public IEnumerable<JournalEvent> Read(string entityId, long afterSequence = 0)
    {
        EnvelopeReader reader = new(entityId, _codec, afterSequence);
        foreach (IPersistentRepresentation row in new PluginReplay(_system).Run(_plugin, entityId, Math.Max(1, afterSequence), long.MaxValue))
        {
            if (reader.Read(row) is { } @event)
                yield return @event;
        }
        ChainOf(entityId).Head = reader.Head;
    }

    /// <inheritdoc/>
    public (long Sequence, object Snapshot)? ReadSnapshot(string entityId) =>
        _snapshots.Read(entityId, long.MaxValue) is { } found && found.Sequence <= FindHead(entityId).Sequence ? found : null;

    /// <inheritdoc/>
    /// <remarks>Returns at once; a thread of its own writes it.</remarks>
    public void SaveSnapshot(string entityId, long sequence, object snapshot) => _snapshots.Save(entityId, sequence, snapshot);

    /// <summary>Takes nothing more. What is under way is answered by the plugin, which is the actor system's.</summary>
    public ValueTask DisposeAsync()
    {
        _lost.TrySetResult(new ObjectDisposedException(nameof(AkkaSqlJournal)));
        return _snapshots.DisposeAsync();
    }

    private EntityChain ChainOf(string entityId) => _chains.GetOrAdd(entityId, static _ => new EntityChain());

    private void Write(EntityChain chain, in PendingAppend append)
    {
        PendingAppend written = append;
        ChainHead head = default;
        try
        {
            if (_lost.Task.IsCompleted)
                throw new JournalStoppedException(_lost.Task.Result);
            (AtomicWrite write, head) = _writer.Write(append, chain.Head ??= FindHead(append.EntityId));
            _plugin.Tell(new WriteMessages([write], new PluginWrite(_system, append.Events.Count, Answer), actorInstanceId: 0), ActorRefs.NoSender);
        }
        catch (Exception error)
        {
            Answer(error);
        }

        void Answer(Exception? error)
        {
            if (error is null)
                chain.Head = head;
            else
                _lost.TrySetResult(error);
            Conclude(chain, written, error);
        }
    }

    private void Conclude(EntityChain chain, in PendingAppend append, Exception? error)
    {
        try
        {
            append.Done(new AppendResult(error));
        }
        catch (Exception)
        {
            // A caller that throws out of its own callback harms nobody else.
        }
        if (chain.TryNext(out PendingAppend next))
            Write(chain, next);
    }

    private ChainHead FindHead(string entityId)
    {
        PluginReplay highest = new(_system);
        foreach (IPersistentRepresentation _ in highest.Run(_plugin, entityId, from: 0, to: 0))
        {
        }
        EnvelopeReader reader = new(entityId, _codec, highest.Highest);
        if (highest.Highest > 0)
        {
            foreach (IPersistentRepresentation row in new PluginReplay(_system).Run(_plugin, entityId, highest.Highest, highest.Highest))
                reader.Read(row);
        }
        return reader.Head;
    }
}

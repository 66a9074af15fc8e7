using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Files.Snapshots;
using CoinPilot.Storage.Postgres.Lease;
using CoinPilot.Storage.Postgres.Outage;
using CoinPilot.Storage.Postgres.Schema;
using CoinPilot.Values;
using Npgsql;

namespace CoinPilot.Storage.Postgres.Journal;

/// <summary>
/// A journal in PostgreSQL, written by the holder of its lease. An append is answered when it is committed; appends that come while a
/// commit is under way share the next one.
/// </summary>
public sealed class PostgresJournal : IStoredJournal
{
    private readonly NpgsqlDataSource _database;
    private readonly IEventCodec _codec;
    private readonly string _place;
    private readonly long _token;
    private readonly ChainHeads _heads = new();
    private readonly AppendQueue _queue;
    private readonly CommitThread _writer;
    private readonly LeaseKeeper _keeper;
    private readonly SnapshotStore _snapshots;
    private readonly ReadAhead _ahead;

    private PostgresJournal(PostgresJournalOptions options, IEventCodec codec, NpgsqlDataSource database, long token, string journalId)
    {
        _database = database;
        _codec = codec;
        _token = token;
        _place = Database.Describe(options.ConnectionString);
        JournalId = journalId;
        GroupSink sink = new(options, database, _place, token);
        DrainedAtOpening = sink.DrainLeftovers();
        using (NpgsqlConnection connection = database.OpenConnection())
        {
            foreach ((string entityId, ChainHead head) in JournalTable.ReadHeads(connection))
                _heads[entityId] = head;
        }
        _ahead = new ReadAhead(database, _place, codec, _heads);
        _queue = new AppendQueue(options.QueueLimit);
        _snapshots = new SnapshotStore(new SnapshotTable(database, codec));
        _writer = new CommitThread(options, _queue, new EventEncoder(codec, _heads), sink);
        _keeper = new LeaseKeeper(database, token, options.LeaseLife, state =>
        {
            sink.Note(state);
            _writer.Wake();
        });
    }

    /// <inheritdoc/>
    public string JournalId { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> EntityIds => [.. _heads.EntityIds.Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public Task<Exception> Lost => _writer.Lost;

    /// <summary>Rises with every change of hands; part of every row written.</summary>
    public long Token => _token;

    /// <summary>Events of an earlier process that waited on the disk for the database, and are in it now.</summary>
    public long DrainedAtOpening { get; }

    /// <summary>
    /// Brings the schema up to date, takes the lease, and brings in what an earlier process had to leave on the disk.
    /// Throws <see cref="JournalLockedException"/>, <see cref="MigrationException"/>, and <see cref="IOException"/> when the database does not answer.
    /// </summary>
    public static PostgresJournal Open(PostgresJournalOptions options, IEventCodec codec)
    {
        NpgsqlDataSource database = Database.Open(options.ConnectionString);
        try
        {
            Migrator.Run(database, Migration.All);
            (long token, string journalId) = TakeLease(database, options);
            return new PostgresJournal(options, codec, database, token, journalId);
        }
        catch (NpgsqlException away)
        {
            database.Dispose();
            throw new IOException($"the journal's {Database.Describe(options.ConnectionString)}: {away.Message}", away);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Blocks while <see cref="PostgresJournalOptions.QueueLimit"/> appends wait. <paramref name="done"/> runs on the writer's thread and must be short.</remarks>
    public void Append(
        string entityId, long expectedSequence, Timestamp eventTime, IReadOnlyList<object> events, Action<AppendResult> done)
    {
        ArgumentException.ThrowIfNullOrEmpty(entityId);
        if (!_queue.TryAdd(new PendingAppend(entityId, expectedSequence, eventTime, events, done)))
            done(new AppendResult(new ObjectDisposedException(nameof(PostgresJournal))));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Verifies the hash chain on the way. Throws <see cref="UnreadableEventException"/> at an event that this build does not know, and
    /// <see cref="IOException"/> when the database is away or lacks events that still wait for it.
    /// </remarks>
    public IEnumerable<JournalEvent> Read(string entityId, long afterSequence = 0)
    {
        long last = afterSequence;
        if (afterSequence == 0 && _ahead.Take(entityId) is { } whole)
        {
            foreach (JournalEvent @event in whole)
                yield return @event;
            yield break;
        }
        foreach (JournalEvent @event in new JournalRows(_place, _codec, verifyHashes: true).ReadEntity(_database, entityId, afterSequence))
        {
            last = @event.Sequence;
            yield return @event;
        }
        if (last < _heads[entityId].Sequence && !Lost.IsCompleted)
            throw new IOException($"{entityId} has events after {last} that still wait for the {_place}");
    }

    /// <inheritdoc/>
    public (long Sequence, object Snapshot)? ReadSnapshot(string entityId) => _snapshots.Read(entityId, _heads[entityId].Sequence);

    /// <inheritdoc/>
    /// <remarks>Returns at once; a thread of its own writes it.</remarks>
    public void SaveSnapshot(string entityId, long sequence, object snapshot) => _snapshots.Save(entityId, sequence, snapshot);

    /// <summary>Writes what is waiting, then lets the lease go.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _writer.Ended;
        await _snapshots.DisposeAsync();
        _keeper.Dispose();
        ReleaseLease();
        await _database.DisposeAsync();
    }

    private static (long Token, string JournalId) TakeLease(NpgsqlDataSource database, PostgresJournalOptions options)
    {
        using NpgsqlConnection connection = database.OpenConnection();
        if (DatabaseLease.TryTake(connection, options.NewId(), options.LeaseLife) is { } taken)
            return taken;
        LeaseHolder? holder = DatabaseLease.FindHolder(connection);
        return (holder is not null && DatabaseLease.IsDead(holder) ? DatabaseLease.TryTakeFromDead(connection, holder, options.LeaseLife) : null)
            ?? throw new JournalLockedException(Database.Describe(options.ConnectionString), holder);
    }

    private void ReleaseLease()
    {
        try
        {
            using NpgsqlConnection connection = _database.OpenConnection();
            DatabaseLease.Release(connection, _token);
        }
        catch (Exception away) when (Database.IsAway(away))
        {
            // It ends by itself when its time is up.
        }
    }
}

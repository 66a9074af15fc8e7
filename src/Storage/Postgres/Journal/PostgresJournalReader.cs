using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Postgres.Lease;
using Npgsql;

namespace CoinPilot.Storage.Postgres.Journal;

/// <summary>Reads a journal in PostgreSQL beside its writer.</summary>
public sealed class PostgresJournalReader : IJournalReader
{
    private readonly NpgsqlDataSource _database;
    private readonly IEventCodec _codec;
    private JournalRows? _tail;
    private long _tailAt;

    /// <summary>The database, without secrets.</summary>
    public string Place { get; }

    /// <summary>Throws <see cref="FormatException"/> for a connection string that is none.</summary>
    public PostgresJournalReader(string connectionString, IEventCodec codec)
    {
        _database = Database.Open(connectionString);
        Place = Database.Describe(connectionString);
        _codec = codec;
    }

    /// <inheritdoc/>
    public IEnumerable<JournalEvent> ReadAll() => Read(verifyHashes: true);

    /// <inheritdoc/>
    public IEnumerable<JournalEvent> Replay() => Read(verifyHashes: false);

    /// <inheritdoc/>
    public IEnumerable<JournalEvent> ReadNew()
    {
        _tail ??= new JournalRows(Place, _codec, verifyHashes: true);
        foreach ((long ordering, JournalEvent @event) in _tail.ReadAll(_database, _tailAt))
        {
            _tailAt = ordering;
            yield return @event;
        }
    }

    /// <summary>Every entity with an event.</summary>
    public IReadOnlyList<string> ListEntities()
    {
        using NpgsqlConnection connection = _database.OpenConnection();
        return JournalTable.ListEntities(connection);
    }

    /// <inheritdoc/>
    public JournalVerification Verify()
    {
        JournalRows rows = new(Place, _codec, verifyHashes: true);
        long events = rows.Verify(_database);
        return new JournalVerification(ReadJournalId(), events, rows.Entities, Segments: 0, TornBytes: 0);
    }

    /// <summary>Who may write now; null when nobody does.</summary>
    public LeaseHolder? FindHolder()
    {
        using NpgsqlConnection connection = _database.OpenConnection();
        return DatabaseLease.FindHolder(connection);
    }

    /// <summary>When the lease ends unless it is renewed; rises while its holder lives.</summary>
    public DateTimeOffset? FindLeaseEnd()
    {
        using NpgsqlCommand command = _database.CreateCommand("SELECT greatest(expires, (SELECT max(expires) FROM coinpilot.symbol_lease)) FROM coinpilot.lease");
        return command.ExecuteScalar() is DateTime end ? new DateTimeOffset(end) : null;
    }

    /// <summary>False where no journal was ever made.</summary>
    public bool Exists()
    {
        using NpgsqlCommand command = _database.CreateCommand("SELECT to_regclass('coinpilot.lease') IS NOT NULL AND to_regclass('journal') IS NOT NULL");
        return (bool)command.ExecuteScalar()!;
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private IEnumerable<JournalEvent> Read(bool verifyHashes) =>
        new JournalRows(Place, _codec, verifyHashes).ReadAll(_database, after: 0).Select(row => row.Event);

    private string? ReadJournalId()
    {
        using NpgsqlCommand command = _database.CreateCommand("SELECT journal_id FROM coinpilot.lease");
        return command.ExecuteScalar() as string;
    }
}

using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using CoinPilot.Storage.Postgres.Journal;
using Npgsql;

namespace CoinPilot.Storage.Postgres.Projections;

/// <summary>
/// Brings the journal's events into tables, in order. How far it has come is stored in the transaction of the rows, so no event is ever
/// projected twice, whoever runs this and however it ends.
/// </summary>
public sealed class Projector : IDisposable
{
    private const int BatchEvents = 5_000;
    private const string Name = "tables";

    private readonly NpgsqlDataSource _database;
    private readonly JournalRows _rows;

    /// <summary>Throws <see cref="FormatException"/> for a connection string that is none.</summary>
    public Projector(string connectionString, IEventCodec codec)
    {
        _database = Database.Open(connectionString);
        _rows = new JournalRows(Database.Describe(connectionString), codec, verifyHashes: false);
    }

    /// <summary>Projects what is new; gives the number of events.</summary>
    public long CatchUp()
    {
        long events = 0;
        int batch;
        do
        {
            batch = ProjectBatch();
            events += batch;
        }
        while (batch > 0);
        return events;
    }

    /// <summary>Empties the tables, so that the next <see cref="CatchUp"/> makes them anew.</summary>
    public void Reset()
    {
        using NpgsqlConnection connection = _database.OpenConnection();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        Execute(connection, transaction, "DELETE FROM coinpilot.projection");
        Execute(connection, transaction, "TRUNCATE coinpilot.orders, coinpilot.fills, coinpilot.risk_decisions, coinpilot.equity, coinpilot.holding_changes, coinpilot.denied_signals, coinpilot.cash_transfers");
        transaction.Commit();
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private int ProjectBatch()
    {
        using NpgsqlConnection connection = _database.OpenConnection();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        long position = LockPosition(connection, transaction);
        using NpgsqlBatch batch = new(connection, transaction);
        int events = 0;
        foreach ((long ordering, JournalEvent recorded) in _rows.ReadAll(_database, position).Take(BatchEvents))
        {
            if (EventProjection.Of(ordering, recorded) is { } change)
                batch.BatchCommands.Add(change);
            position = ordering;
            events++;
        }
        if (events == 0)
            return 0;
        batch.BatchCommands.Add(new NpgsqlBatchCommand("UPDATE coinpilot.projection SET position = $1 WHERE name = $2")
        {
            Parameters = { new() { Value = position }, new() { Value = Name } },
        });
        batch.ExecuteNonQuery();
        transaction.Commit();
        return events;
    }

    // The row's lock keeps a second projector waiting until this one's rows are there.
    private static long LockPosition(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        Execute(connection, transaction, $"INSERT INTO coinpilot.projection (name, position) VALUES ('{Name}', 0) ON CONFLICT DO NOTHING");
        using NpgsqlCommand command = new($"SELECT position FROM coinpilot.projection WHERE name = '{Name}' FOR UPDATE", connection, transaction);
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(NpgsqlConnection connection, NpgsqlTransaction transaction, string sql)
    {
        using NpgsqlCommand command = new(sql, connection, transaction);
        command.ExecuteNonQuery();
    }
}

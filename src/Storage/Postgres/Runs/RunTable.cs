using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using CoinPilot.Runs;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Postgres.Journal;
using CoinPilot.Storage.Postgres.Schema;
using Npgsql;

namespace CoinPilot.Storage.Postgres.Runs;

/// <summary>Keeps runs of backtests in a database: what their own journals hold, event by event, and a row for each to query.</summary>
public sealed class RunTable : IDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly IEventCodec _codec;

    /// <summary>Brings the schema up to date. Throws <see cref="FormatException"/> for a connection string that is none, <see cref="MigrationException"/>, and what connecting throws.</summary>
    public RunTable(string connectionString, IEventCodec codec)
    {
        _database = Database.Open(connectionString);
        _codec = codec;
        Place = Database.Describe(connectionString);
        try
        {
            Migrator.Run(_database, Migration.All);
        }
        catch
        {
            _database.Dispose();
            throw;
        }
    }

    /// <summary>The database, without secrets.</summary>
    public string Place { get; }

    /// <summary>
    /// Takes a run's events, all of them from its first. Those that are there already stay; throws <see cref="JournalDamagedException"/> where one is
    /// another than in the run's journal.
    /// </summary>
    public void Put(string runId, IReadOnlyList<JournalEvent> events)
    {
        RunRecord? run = events.Aggregate((RunRecord?)null, (state, e) => RunRecord.Apply(state, (IRunEvent)e.Event));
        if (run is null)
            return;
        using NpgsqlConnection connection = _database.OpenConnection();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        Execute(connection, transaction, events.Select(e => RunRow.Event(runId, e, _codec)));
        // Another process may have brought in more by now; then it has also told how the run stands.
        if (CountCompared(runId, events, connection, transaction) == events.Count)
            Execute(connection, transaction, [RunRow.State(run)]);
        transaction.Commit();
    }

    /// <summary>How many events of each run there are.</summary>
    public IReadOnlyDictionary<string, long> Counts()
    {
        using NpgsqlCommand command = _database.CreateCommand("SELECT run_id, count(*) FROM coinpilot.run_events GROUP BY run_id");
        using NpgsqlDataReader reader = command.ExecuteReader();
        Dictionary<string, long> counts = new(StringComparer.Ordinal);
        while (reader.Read())
            counts.Add(reader.GetGuid(0).ToString(), reader.GetInt64(1));
        return counts;
    }

    /// <summary>Every run, in no order, by its events. Throws <see cref="JournalDamagedException"/> and <see cref="UnreadableEventException"/>.</summary>
    public IReadOnlyList<RunRecord> ReadAll()
    {
        using NpgsqlCommand command = _database.CreateCommand("SELECT run_id, sequence, hash, message FROM coinpilot.run_events ORDER BY run_id, sequence");
        using NpgsqlDataReader reader = command.ExecuteReader();
        Dictionary<string, RunRecord> runs = new(StringComparer.Ordinal);
        EventDecoder decoder = new(_codec);
        while (reader.Read())
        {
            string runId = reader.GetGuid(0).ToString();
            byte[] message = reader.GetFieldValue<byte[]>(3);
            if (Hash256.Of(message) != Hash256.Read(reader.GetFieldValue<byte[]>(2)))
                throw new JournalDamagedException(Place, $"run/{runId}", reader.GetInt64(1), "its hash is not that of its message");
            Envelope envelope = Envelope.Read(message);
            IRunEvent @event = (IRunEvent)decoder.Decode($"run/{runId}", envelope, message).Event;
            runs[runId] = RunRecord.Apply(runs.GetValueOrDefault(runId), @event);
        }
        return [.. runs.Values];
    }

    public void Dispose() => _database.Dispose();

    private static void Execute(NpgsqlConnection connection, NpgsqlTransaction transaction, IEnumerable<NpgsqlBatchCommand> commands)
    {
        using NpgsqlBatch batch = new(connection, transaction);
        foreach (NpgsqlBatchCommand command in commands)
            batch.BatchCommands.Add(command);
        batch.ExecuteNonQuery();
    }

    private int CountCompared(string runId, IReadOnlyList<JournalEvent> events, NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        using NpgsqlCommand command = new("SELECT hash FROM coinpilot.run_events WHERE run_id = $1 ORDER BY sequence", connection, transaction)
        {
            Parameters = { new() { Value = Guid.Parse(runId) } },
        };
        using NpgsqlDataReader reader = command.ExecuteReader();
        int count = 0;
        for (; reader.Read(); count++)
        {
            if (count < events.Count && !reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(events[count].Hash.Span))
                throw new JournalDamagedException(Place, $"run/{runId}", count + 1, "it is another event than in the run's own journal");
        }
        return count;
    }
}

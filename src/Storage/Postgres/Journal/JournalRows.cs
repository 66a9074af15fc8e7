using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using CoinPilot.Storage.Files.Journal;
using Npgsql;

namespace CoinPilot.Storage.Postgres.Journal;

/// <summary>Reads rows and makes events of them, each held against its columns and, where asked, against the event before. Not shared between threads.</summary>
internal sealed class JournalRows(string place, IEventCodec codec, bool verifyHashes)
{
    private const int BatchRows = 5_000;
    private const string Columns = "SELECT ordering, persistence_id, sequence_number, message FROM journal ";
    // From entity to entity in the index, whatever the planner knows of the table.
    private const string EntitiesSql = """
        SELECT e.ordering, e.persistence_id, e.sequence_number, e.message FROM unnest($1::varchar[]) WITH ORDINALITY AS wanted (id, place)
        CROSS JOIN LATERAL (SELECT * FROM journal WHERE persistence_id = wanted.id ORDER BY sequence_number) e
        ORDER BY wanted.place, e.sequence_number LIMIT $2
        """;

    private readonly EventDecoder _decoder = new(codec);
    private readonly Utf8Names _names = new();
    private readonly Dictionary<string, ChainHead> _heads = new(StringComparer.Ordinal);
    private readonly List<Row> _batch = new(BatchRows);

    public int Entities => _heads.Count;

    /// <summary>One entity's events after <paramref name="after"/>, in order.</summary>
    public IEnumerable<JournalEvent> ReadEntity(NpgsqlDataSource database, string entityId, long after)
    {
        for (long at = after; Fill(database, "WHERE persistence_id = $1 AND sequence_number > $2 ORDER BY sequence_number LIMIT $3", at, entityId);)
        {
            foreach (Row row in _batch)
            {
                at = row.Sequence;
                yield return Decode(row, isFirst: row.Sequence == after + 1 && after > 0);
            }
            if (_batch.Count < BatchRows)
                yield break;
        }
    }

    /// <summary>All events of several entities, each one's in order; more than <paramref name="most"/> are not read.</summary>
    public IReadOnlyList<JournalEvent> ReadEntities(NpgsqlDataSource database, IReadOnlyList<string> entityIds, int most)
    {
        using NpgsqlConnection connection = database.OpenConnection();
        using NpgsqlCommand command = new(EntitiesSql, connection)
        {
            CommandTimeout = 120,
            Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. entityIds] }, new NpgsqlParameter<int> { TypedValue = most } },
        };
        using NpgsqlDataReader reader = command.ExecuteReader();
        List<JournalEvent> events = [];
        while (reader.Read())
            events.Add(Decode(RowOf(reader), isFirst: false));
        return events;
    }

    /// <summary>
    /// All entities' rows written after row <paramref name="after"/>, in the order in which they were written, as far as none can come between.
    /// </summary>
    public IEnumerable<(long Ordering, JournalEvent Event)> ReadAll(NpgsqlDataSource database, long after)
    {
        long horizon = JournalHorizon.Find(database);
        for (long at = after; Fill(database, "WHERE ordering > $1 ORDER BY ordering LIMIT $2", at, entityId: null);)
        {
            foreach (Row row in _batch)
            {
                at = row.Ordering;
                if (at > horizon)
                    yield break;
                yield return (at, Decode(row, isFirst: false));
            }
        }
    }

    /// <summary>Verifies all rows without decoding payloads; gives their number.</summary>
    public long Verify(NpgsqlDataSource database)
    {
        long events = 0;
        for (long at = 0; Fill(database, "WHERE ordering > $1 ORDER BY ordering LIMIT $2", at, entityId: null);)
        {
            foreach (Row row in _batch)
            {
                at = row.Ordering;
                Check(row, ReadEnvelope(row), isFirst: false);
                events++;
            }
        }
        return events;
    }

    private bool Fill(NpgsqlDataSource database, string condition, long after, string? entityId)
    {
        _batch.Clear();
        using NpgsqlConnection connection = database.OpenConnection();
        using NpgsqlCommand command = new(Columns + condition, connection) { CommandTimeout = 120 };
        if (entityId is not null)
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = entityId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = BatchRows });
        using NpgsqlDataReader reader = command.ExecuteReader();
        while (reader.Read())
            _batch.Add(RowOf(reader));
        return _batch.Count > 0;
    }

    private static Row RowOf(NpgsqlDataReader reader) =>
        new(reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.GetFieldValue<byte[]>(3));

    private JournalEvent Decode(in Row row, bool isFirst)
    {
        Envelope envelope = ReadEnvelope(row);
        Check(row, envelope, isFirst);
        return _decoder.Decode(_names.Get(envelope.EntityId), envelope, row.Message);
    }

    private Envelope ReadEnvelope(in Row row)
    {
        try
        {
            Envelope envelope = Envelope.Read(row.Message);
            return envelope.Bytes.Length == row.Message.Length && envelope.Sequence == row.Sequence && _names.Get(envelope.EntityId) == row.EntityId
                ? envelope
                : throw Damaged(row, "the row's columns are not what its message says");
        }
        catch (FormatException unreadable)
        {
            throw Damaged(row, unreadable.Message);
        }
    }

    private void Check(in Row row, in Envelope envelope, bool isFirst)
    {
        if (!verifyHashes)
            return;
        ChainHead head = _heads.GetValueOrDefault(row.EntityId);
        if (!isFirst && row.Sequence != head.Sequence + 1)
            throw Damaged(row, $"number {head.Sequence + 1} was expected");
        if (!isFirst && envelope.PreviousHash != head.Hash)
            throw Damaged(row, "the hash chain is broken");
        _heads[row.EntityId] = new ChainHead(row.Sequence, Hash256.Of(row.Message));
    }

    private JournalDamagedException Damaged(in Row row, string reason) => new(place, row.EntityId, row.Sequence, reason);

    private readonly record struct Row(long Ordering, string EntityId, long Sequence, byte[] Message);
}

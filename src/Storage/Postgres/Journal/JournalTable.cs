using CoinPilot.Storage.Files.Journal;
using Npgsql;
using NpgsqlTypes;

namespace CoinPilot.Storage.Postgres.Journal;

/// <summary>The journal's rows, over one connection.</summary>
internal static class JournalTable
{
    /// <summary>The number under which the Akka engine registers the serializer of these messages.</summary>
    public const int SerializerId = 4307;

    // One statement is one transaction and one round trip. The lease's row is locked until it commits: a change of hands comes either
    // before it, and nothing is written, or after it. The table holds every writer against its lease too; asking first tells one that is fenced from
    // a number that is taken. Rows are numbered in the order of the arrays.
    private const string InsertSql = """
        WITH held AS (SELECT 1 FROM coinpilot.lease WHERE token = $1 FOR KEY SHARE)
        INSERT INTO journal (deleted, persistence_id, sequence_number, created, message, identifier, manifest, writer_uuid)
        SELECT false, e.entity, e.sequence, $2, e.message, $3, e.manifest, $4
        FROM unnest($5::text[], $6::bigint[], $7::bytea[], $8::text[]) AS e (entity, sequence, message, manifest)
        WHERE (SELECT count(*) FROM held) = 1
        """;

    // Steps from entity to entity in the index; the number of events does not matter.
    private const string EntitiesSql = """
        WITH RECURSIVE entity AS (
            (SELECT persistence_id AS id FROM journal ORDER BY persistence_id LIMIT 1)
            UNION ALL
            SELECT (SELECT persistence_id FROM journal WHERE persistence_id > entity.id ORDER BY persistence_id LIMIT 1)
            FROM entity WHERE entity.id IS NOT NULL)

        """;

    private const string HeadsSql = EntitiesSql + """
        SELECT entity.id, last.sequence_number, last.message FROM entity
        CROSS JOIN LATERAL (SELECT sequence_number, message FROM journal
            WHERE persistence_id = entity.id ORDER BY sequence_number DESC LIMIT 1) last
        WHERE entity.id IS NOT NULL
        """;

    /// <summary>Writes all or nothing; false when <paramref name="token"/> is no longer the lease's. Throws on a number that is taken.</summary>
    public static bool TryInsert(NpgsqlConnection connection, long token, DateTimeOffset now, IReadOnlyList<EncodedEvent> events)
    {
        using NpgsqlCommand command = new(InsertSql, connection)
        {
            CommandTimeout = 10,
            Parameters =
            {
                new() { Value = token },
                new() { Value = now.UtcTicks },
                new() { Value = SerializerId },
                new() { Value = $"coinpilot/{token}" },
                Column(events, e => e.EntityId, NpgsqlDbType.Text),
                Column(events, e => e.Sequence, NpgsqlDbType.Bigint),
                Column(events, e => e.Message, NpgsqlDbType.Bytea),
                Column(events, e => e.Manifest, NpgsqlDbType.Text),
            },
        };
        return command.ExecuteNonQuery() == events.Count;
    }

    public static Dictionary<string, ChainHead> ReadHeads(NpgsqlConnection connection)
    {
        using NpgsqlCommand command = new(HeadsSql, connection) { CommandTimeout = 600 };
        using NpgsqlDataReader reader = command.ExecuteReader();
        Dictionary<string, ChainHead> heads = new(StringComparer.Ordinal);
        while (reader.Read())
            heads.Add(reader.GetString(0), new ChainHead(reader.GetInt64(1), Hash256.Of(reader.GetFieldValue<byte[]>(2))));
        return heads;
    }

    public static List<string> ListEntities(NpgsqlConnection connection)
    {
        using NpgsqlCommand command = new(EntitiesSql + "SELECT id FROM entity WHERE id IS NOT NULL ORDER BY id", connection);
        using NpgsqlDataReader reader = command.ExecuteReader();
        List<string> entities = [];
        while (reader.Read())
            entities.Add(reader.GetString(0));
        return entities;
    }

    public static ChainHead ReadHead(NpgsqlConnection connection, string entityId)
    {
        using NpgsqlCommand command = new(
            "SELECT sequence_number, message FROM journal WHERE persistence_id = $1 ORDER BY sequence_number DESC LIMIT 1", connection)
        {
            Parameters = { new() { Value = entityId } },
        };
        using NpgsqlDataReader reader = command.ExecuteReader();
        return reader.Read() ? new ChainHead(reader.GetInt64(0), Hash256.Of(reader.GetFieldValue<byte[]>(1))) : default;
    }

    private static NpgsqlParameter<T[]> Column<T>(IReadOnlyList<EncodedEvent> events, Func<EncodedEvent, T> of, NpgsqlDbType type)
    {
        T[] values = new T[events.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = of(events[i]);
        return new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}

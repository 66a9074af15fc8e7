using System.Buffers;
using CoinPilot.Actors.Wire;
using CoinPilot.Storage.Files.Snapshots;
using Npgsql;

namespace CoinPilot.Storage.Postgres.Journal;

/// <summary>The latest snapshot of each entity; the schema's version stands before its bytes.</summary>
internal sealed class SnapshotTable(NpgsqlDataSource database, IEventCodec codec) : ISnapshotPlace
{
    // Older ones go: unlike events they are no record of anything.
    private const string WriteSql = """
        WITH older AS (DELETE FROM snapshot WHERE persistence_id = $1 AND sequence_number < $2)
        INSERT INTO snapshot (persistence_id, sequence_number, created, manifest, snapshot, serializer_id) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (persistence_id, sequence_number) DO UPDATE SET created = $3, manifest = $4, snapshot = $5, serializer_id = $6
        """;

    public void Write(string entityId, long sequence, object snapshot)
    {
        ArrayBufferWriter<byte> payload = new();
        (string manifest, int version) = codec.Encode(snapshot, payload);
        ArrayBufferWriter<byte> bytes = new();
        WireWriter writer = new(bytes);
        writer.WriteInt(version);
        writer.WriteBytes(payload.WrittenSpan);
        using NpgsqlCommand command = database.CreateCommand(WriteSql);
        command.Parameters.Add(new() { Value = entityId });
        command.Parameters.Add(new() { Value = sequence });
        command.Parameters.Add(new() { Value = DateTime.UtcNow.Ticks });
        command.Parameters.Add(new() { Value = manifest });
        command.Parameters.Add(new() { Value = bytes.WrittenSpan.ToArray() });
        command.Parameters.Add(new() { Value = JournalTable.SerializerId });
        command.ExecuteNonQuery();
    }

    public (long Sequence, object Snapshot)? Read(string entityId)
    {
        using NpgsqlCommand command = database.CreateCommand(
            "SELECT sequence_number, manifest, snapshot FROM snapshot WHERE persistence_id = $1 ORDER BY sequence_number DESC LIMIT 1");
        command.Parameters.Add(new() { Value = entityId });
        using NpgsqlDataReader reader = command.ExecuteReader();
        if (!reader.Read())
            return null;
        WireReader wire = new(reader.GetFieldValue<byte[]>(2));
        object snapshot = codec.Decode(reader.GetString(1), wire.ReadInt(), wire.ReadBytes());
        wire.ExpectEnd();
        return (reader.GetInt64(0), snapshot);
    }
}

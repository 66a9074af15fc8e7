using System.Buffers;
using CoinPilot.Actors.Wire;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>One event as it stands in a file; a view into the bytes. Its hash is the SHA-256 of <see cref="Bytes"/>.</summary>
internal readonly ref struct Envelope
{
    public ReadOnlySpan<byte> EntityId { get; private init; }

    public long Sequence { get; private init; }

    public Timestamp EventTime { get; private init; }

    public Timestamp RecordedTime { get; private init; }

    public ReadOnlySpan<byte> Manifest { get; private init; }

    public int SchemaVersion { get; private init; }

    /// <summary>Where the previous hash starts in <see cref="Bytes"/>.</summary>
    public int PreviousHashOffset { get; private init; }

    public Hash256 PreviousHash { get; private init; }

    public ReadOnlySpan<byte> Payload { get; private init; }

    public ReadOnlySpan<byte> Bytes { get; private init; }

    /// <summary>Reads the envelope that starts <paramref name="data"/>; throws <see cref="FormatException"/>.</summary>
    public static Envelope Read(ReadOnlySpan<byte> data)
    {
        var reader = new WireReader(data);
        return new Envelope
        {
            EntityId = reader.ReadBytes(),
            Sequence = reader.ReadLong(),
            EventTime = reader.ReadTimestamp(),
            RecordedTime = reader.ReadTimestamp(),
            Manifest = reader.ReadBytes(),
            SchemaVersion = reader.ReadInt(),
            PreviousHashOffset = reader.Position,
            PreviousHash = Hash256.Read(reader.ReadRaw(Hash256.Size)),
            Payload = reader.ReadBytes(),
            Bytes = data[..reader.Position],
        };
    }

    public static void Write(
        IBufferWriter<byte> output, ReadOnlySpan<byte> entityId, long sequence, Timestamp eventTime, Timestamp recordedTime,
        string manifest, int schemaVersion, Hash256 previousHash, ReadOnlySpan<byte> payload)
    {
        var writer = new WireWriter(output);
        writer.WriteBytes(entityId);
        writer.WriteLong(sequence);
        writer.WriteTimestamp(eventTime);
        writer.WriteTimestamp(recordedTime);
        writer.WriteString(manifest);
        writer.WriteInt(schemaVersion);
        Span<byte> hash = stackalloc byte[Hash256.Size];
        previousHash.WriteTo(hash);
        writer.WriteRaw(hash);
        writer.WriteBytes(payload);
    }
}

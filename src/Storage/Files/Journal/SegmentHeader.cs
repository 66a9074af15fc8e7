using System.Buffers;
using System.Buffers.Binary;
using CoinPilot.Actors.Wire;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>
/// What opens a segment. <paramref name="PreviousEnd"/> binds it to the segment before: <see cref="EndOf"/> of that one, zeros for the first.
/// </summary>
internal sealed record SegmentHeader(string JournalId, int Number, Hash256 PreviousEnd)
{
    public const int FormatVersion = 1;

    /// <summary>The header as a frame.</summary>
    public byte[] ToFrame()
    {
        var output = new ArrayBufferWriter<byte>(128);
        output.Advance(FrameFormat.HeadBytes);
        var writer = new WireWriter(output);
        writer.WriteInt(FormatVersion);
        writer.WriteString(JournalId);
        writer.WriteInt(Number);
        writer.WriteRaw(PreviousEnd.ToArray());
        byte[] frame = output.WrittenSpan.ToArray();
        FrameFormat.Seal(frame, FrameFormat.SegmentMagic);
        return frame;
    }

    /// <summary>Throws <see cref="FormatException"/>; for a newer format too, saying so.</summary>
    public static SegmentHeader Read(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        int version = reader.ReadInt();
        if (version != FormatVersion)
            throw new FormatException($"journal format {version}; this build reads {FormatVersion}");
        var header = new SegmentHeader(reader.ReadString(), reader.ReadInt(), Hash256.Read(reader.ReadRaw(Hash256.Size)));
        reader.ExpectEnd();
        return header;
    }

    /// <summary>SHA-256 of the header frame, the segment's length and the hash of its last event: changes with any frame lost.</summary>
    public static Hash256 EndOf(ReadOnlySpan<byte> headerFrame, long segmentBytes, Hash256 lastEvent)
    {
        var data = new byte[headerFrame.Length + sizeof(long) + Hash256.Size];
        headerFrame.CopyTo(data);
        BinaryPrimitives.WriteInt64LittleEndian(data.AsSpan(headerFrame.Length), segmentBytes);
        lastEvent.WriteTo(data.AsSpan(headerFrame.Length + sizeof(long)));
        return Hash256.Of(data);
    }
}

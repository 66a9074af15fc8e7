using System.Buffers;
using CoinPilot.Actors.Wire;
using CoinPilot.Values;

namespace CoinPilot.Simulation.Journal;

/// <summary>One event on the simulated disk: length, checksum, then its fields. The last of a batch is marked, so that half a batch is known as such.</summary>
internal readonly record struct Frame(long Sequence, bool EndsBatch, Timestamp EventTime, string Manifest, int Version, byte[] Payload)
{
    private const int Header = 8;

    public byte[] Encode()
    {
        ArrayBufferWriter<byte> body = new(128);
        WireWriter wire = new(body);
        wire.WriteLong(Sequence);
        wire.WriteBool(EndsBatch);
        wire.WriteTimestamp(EventTime);
        wire.WriteString(Manifest);
        wire.WriteInt(Version);
        wire.WriteBytes(Payload);
        byte[] bytes = new byte[Header + body.WrittenCount];
        BitConverter.TryWriteBytes(bytes.AsSpan(0), body.WrittenCount);
        BitConverter.TryWriteBytes(bytes.AsSpan(4), Checksum(body.WrittenSpan));
        body.WrittenSpan.CopyTo(bytes.AsSpan(Header));
        return bytes;
    }

    /// <summary>False at the end and where the bytes are torn.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Frame frame, out int length)
    {
        frame = default;
        length = 0;
        if (bytes.Length < Header)
            return false;
        int size = BitConverter.ToInt32(bytes);
        if (size <= 0 || size > bytes.Length - Header || BitConverter.ToUInt32(bytes[4..]) != Checksum(bytes.Slice(Header, size)))
            return false;
        WireReader wire = new(bytes.Slice(Header, size));
        frame = new Frame(wire.ReadLong(), wire.ReadBool(), wire.ReadTimestamp(), wire.ReadString(), wire.ReadInt(), wire.ReadBytes().ToArray());
        length = Header + size;
        return true;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint hash = 2166136261;
        foreach (byte b in bytes)
            hash = (hash ^ b) * 16777619;
        return hash;
    }
}

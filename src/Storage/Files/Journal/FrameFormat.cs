using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>
/// The frame around everything in a journal's files: magic, length of the body, CRC32C of length and body, body. Little-endian.
/// </summary>
internal static class FrameFormat
{
    public const int HeadBytes = 12;

    /// <summary>No append is larger; a length past it is damage.</summary>
    public const int MaxBodyBytes = 64 * 1024 * 1024;

    /// <summary>Opens a segment.</summary>
    public static ReadOnlySpan<byte> SegmentMagic => "CPJS"u8;

    /// <summary>One append, all its events.</summary>
    public static ReadOnlySpan<byte> AppendMagic => "CPJA"u8;

    /// <summary>A snapshot file.</summary>
    public static ReadOnlySpan<byte> SnapshotMagic => "CPJP"u8;

    /// <summary>Fills in the head of a frame whose body is in place behind it.</summary>
    public static void Seal(Span<byte> frame, ReadOnlySpan<byte> magic)
    {
        magic.CopyTo(frame);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], (uint)(frame.Length - HeadBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(frame[8..], Checksum(frame));
    }

    /// <summary>The body of the frame that starts <paramref name="data"/>; false when it is cut off or damaged.</summary>
    public static bool TryRead(ReadOnlySpan<byte> data, ReadOnlySpan<byte> magic, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (data.Length < HeadBytes || !data.StartsWith(magic))
            return false;
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
        if (length > MaxBodyBytes || length > data.Length - HeadBytes)
            return false;
        ReadOnlySpan<byte> frame = data[..(HeadBytes + (int)length)];
        if (BinaryPrimitives.ReadUInt32LittleEndian(frame[8..]) != Checksum(frame))
            return false;
        body = frame[HeadBytes..];
        return true;
    }

    /// <summary>Where the first whole append frame at or after <paramref name="from"/> starts, or -1.</summary>
    public static int FindAppend(ReadOnlySpan<byte> data, int from)
    {
        while (from < data.Length)
        {
            int hit = data[from..].IndexOf(AppendMagic);
            if (hit < 0)
                return -1;
            from += hit;
            if (TryRead(data[from..], AppendMagic, out _))
                return from;
            from++;
        }
        return -1;
    }

    private static uint Checksum(ReadOnlySpan<byte> frame)
    {
        uint crc = BitOperations.Crc32C(~0u, BinaryPrimitives.ReadUInt32LittleEndian(frame[4..]));
        ReadOnlySpan<byte> rest = frame[HeadBytes..];
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(rest);
        foreach (ulong word in words)
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        foreach (byte b in rest[(words.Length * sizeof(ulong))..])
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}

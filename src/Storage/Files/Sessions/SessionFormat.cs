using System.Buffers;
using CoinPilot.Actors.Wire;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Sessions;

/// <summary>
/// A session's segments are checksummed frames end to end (<see cref="FrameFormat"/>): CPSH opens a segment, CPSF holds one worker's entries,
/// CPSG says why the recording ends before the run does. docs/replay.md describes them.
/// </summary>
internal static class SessionFormat
{
    public const int Version = 1;
    public const string SegmentPattern = "*.cps";
    private const int MostHeadBytes = 20;

    public static ReadOnlySpan<byte> SegmentMagic => "CPSH"u8;

    public static ReadOnlySpan<byte> FrameMagic => "CPSF"u8;

    public static ReadOnlySpan<byte> GivenUpMagic => "CPSG"u8;

    /// <summary>Sorts as time does.</summary>
    public static string FolderOf(Timestamp startedAt) => startedAt.ToDateTimeOffset().ToString("yyyyMMdd'T'HHmmss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    public static string SegmentOf(int number) => $"{number:d6}.cps";

    public static byte[] EncodeSegment(Timestamp startedAt, int number, ReadOnlySpan<byte> setup)
    {
        ArrayBufferWriter<byte> body = new();
        WireWriter writer = new(body);
        writer.WriteInt(Version);
        writer.WriteTimestamp(startedAt);
        writer.WriteInt(number);
        writer.WriteBytes(setup);
        return Frame(SegmentMagic, body.WrittenSpan);
    }

    public static (Timestamp StartedAt, int Number, byte[] Setup) ReadSegment(ReadOnlySpan<byte> body)
    {
        WireReader reader = new(body);
        if (reader.ReadInt() is not Version and var version)
            throw new FormatException($"format {version} is not one that this version reads");
        return (reader.ReadTimestamp(), reader.ReadInt(), reader.ReadBytes().ToArray());
    }

    /// <summary>Grows <paramref name="frame"/> where it is too small; gives the frame's length.</summary>
    public static int Encode(ref byte[] frame, int worker, long number, ReadOnlySpan<byte> entries)
    {
        int most = FrameFormat.HeadBytes + MostHeadBytes + entries.Length;
        if (frame.Length < most)
            frame = new byte[most * 2];
        int at = Put(frame, FrameFormat.HeadBytes, (ulong)worker);
        at = Put(frame, at, (ulong)number);
        entries.CopyTo(frame.AsSpan(at));
        at += entries.Length;
        FrameFormat.Seal(frame.AsSpan(0, at), FrameMagic);
        return at;
    }

    /// <summary>What <see cref="Encode"/> wrote; the entries start at byte <c>EntriesAt</c> of the body.</summary>
    public static (int Worker, long Number, int EntriesAt) ReadFrame(ReadOnlySpan<byte> body)
    {
        WireReader reader = new(body);
        return (checked((int)reader.ReadUnsigned()), checked((long)reader.ReadUnsigned()), reader.Position);
    }

    public static byte[] EncodeGivenUp(string reason)
    {
        ArrayBufferWriter<byte> body = new();
        new WireWriter(body).WriteString(reason);
        return Frame(GivenUpMagic, body.WrittenSpan);
    }

    private static byte[] Frame(ReadOnlySpan<byte> magic, ReadOnlySpan<byte> body)
    {
        byte[] frame = new byte[FrameFormat.HeadBytes + body.Length];
        body.CopyTo(frame.AsSpan(FrameFormat.HeadBytes));
        FrameFormat.Seal(frame, magic);
        return frame;
    }

    private static int Put(byte[] bytes, int at, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            bytes[at++] = (byte)(value | 0x80);
        bytes[at++] = (byte)value;
        return at;
    }
}

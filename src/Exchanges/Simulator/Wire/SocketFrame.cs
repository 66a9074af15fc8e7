using System.Buffers.Binary;
using System.IO.Compression;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>A finished WebSocket frame as a server sends it: binary, whole, unmasked. Made once and shared by all who get it.</summary>
internal static class SocketFrame
{
    private const byte FinalBinary = 0x82;
    private const byte Compressed = 0x40;

    public static byte[] Of(ReadOnlySpan<byte> payload) => Of(payload, FinalBinary);

    /// <summary>
    /// The frame under permessage-deflate without context (RFC 7692): deflated by itself, the flush's last four bytes left off.
    /// The frame as it is when that gains nothing, which the extension allows.
    /// </summary>
    public static byte[] Compress(byte[] frame)
    {
        int header = frame[1] switch { 126 => 4, 127 => 10, _ => 2 };
        using var deflated = new MemoryStream(frame.Length);
        using (var deflate = new DeflateStream(deflated, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(frame, header, frame.Length - header);
            deflate.Flush();
            ReadOnlySpan<byte> flushed = deflated.GetBuffer().AsSpan(0, (int)deflated.Length);
            if (flushed.EndsWith((ReadOnlySpan<byte>)[0, 0, 0xFF, 0xFF]) && flushed.Length - 4 < frame.Length - header)
                return Of(flushed[..^4], FinalBinary | Compressed);
        }
        return frame;
    }

    private static byte[] Of(ReadOnlySpan<byte> payload, byte first)
    {
        int header = payload.Length < 126 ? 2 : payload.Length <= ushort.MaxValue ? 4 : 10;
        byte[] frame = new byte[header + payload.Length];
        frame[0] = first;
        switch (header)
        {
            case 2:
                frame[1] = (byte)payload.Length;
                break;
            case 4:
                frame[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
                break;
            default:
                frame[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(2), (ulong)payload.Length);
                break;
        }
        payload.CopyTo(frame.AsSpan(header));
        return frame;
    }
}

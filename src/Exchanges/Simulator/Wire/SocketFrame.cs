using System.Buffers.Binary;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>A finished WebSocket frame as a server sends it: binary, whole, unmasked. Made once and shared by all who get it.</summary>
internal static class SocketFrame
{
    private const byte FinalBinary = 0x82;

    public static byte[] Of(ReadOnlySpan<byte> payload)
    {
        int header = payload.Length < 126 ? 2 : payload.Length <= ushort.MaxValue ? 4 : 10;
        byte[] frame = new byte[header + payload.Length];
        frame[0] = FinalBinary;
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

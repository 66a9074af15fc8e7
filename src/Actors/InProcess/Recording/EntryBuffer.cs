using System.Buffers;

namespace CoinPilot.Actors.InProcess.Recording;

/// <summary>Bytes of entries on their way to a log; grows for a message that is larger than it and is used again.</summary>
internal sealed class EntryBuffer : IBufferWriter<byte>
{
    private const int MostVarintBytes = 10;

    private byte[] _bytes = new byte[64 * 1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return _bytes.AsSpan(Length);
    }

    public void WriteByte(byte value)
    {
        Reserve(1);
        _bytes[Length++] = value;
    }

    /// <summary>As <see cref="Wire.WireWriter.WriteUnsigned"/>.</summary>
    public void WriteUnsigned(ulong value)
    {
        Reserve(MostVarintBytes);
        byte[] bytes = _bytes;
        int at = Length;
        for (; value >= 0x80; value >>= 7)
            bytes[at++] = (byte)(value | 0x80);
        bytes[at++] = (byte)value;
        Length = at;
    }

    /// <summary>As <see cref="Wire.WireWriter.WriteLong"/>.</summary>
    public void WriteLong(long value) => WriteUnsigned((ulong)((value << 1) ^ (value >> 63)));

    private void Reserve(int bytes)
    {
        if (_bytes.Length - Length < bytes)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes));
    }
}

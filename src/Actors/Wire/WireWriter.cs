using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using CoinPilot.Values;

namespace CoinPilot.Actors.Wire;

/// <summary>
/// Writes the primitives of the wire format; <see cref="WireReader"/> reads them. Canonical: a value has exactly one encoding,
/// so that equal events have equal bytes and equal hashes.
/// </summary>
public readonly ref struct WireWriter(IBufferWriter<byte> output)
{
    private const int MaxVarintBytes = 19;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public void WriteBool(bool value) => WriteByte(value ? (byte)1 : (byte)0);

    public void WriteByte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    /// <summary>Seven bits a byte, lowest first; the high bit says that more follow. 1 to 10 bytes.</summary>
    public void WriteUnsigned(ulong value)
    {
        Span<byte> span = output.GetSpan(MaxVarintBytes);
        int at = 0;
        for (; value >= 0x80; value >>= 7)
            span[at++] = (byte)(value | 0x80);
        span[at++] = (byte)value;
        output.Advance(at);
    }

    /// <summary>Zigzag, so that small negatives stay short, then as <see cref="WriteUnsigned"/>.</summary>
    public void WriteLong(long value) => WriteUnsigned((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>As <see cref="WriteLong"/>; an int reads back only from an int's range.</summary>
    public void WriteInt(int value) => WriteLong(value);

    /// <summary>As <see cref="WriteLong"/>, 1 to 19 bytes; a value in a long's range has the bytes of that long.</summary>
    public void WriteInt128(Int128 value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            WriteLong((long)value);
            return;
        }
        UInt128 zigzag = (UInt128)((value << 1) ^ (value >> 127));
        Span<byte> span = output.GetSpan(MaxVarintBytes);
        int at = 0;
        for (; zigzag >= 0x80; zigzag >>= 7)
            span[at++] = (byte)((byte)(zigzag & 0x7F) | 0x80);
        span[at++] = (byte)zigzag;
        output.Advance(at);
    }

    /// <summary>The number of bytes, then the bytes.</summary>
    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        WriteUnsigned((ulong)value.Length);
        WriteRaw(value);
    }

    /// <summary>The bytes alone; their number is known to the reader.</summary>
    public void WriteRaw(ReadOnlySpan<byte> value)
    {
        value.CopyTo(output.GetSpan(value.Length));
        output.Advance(value.Length);
    }

    /// <summary>The number of UTF-8 bytes, then the bytes. Throws <see cref="ArgumentException"/> for an unpaired surrogate.</summary>
    public void WriteString(string value)
    {
        int length = StrictUtf8.GetByteCount(value);
        WriteUnsigned((ulong)length);
        if (length == 0)
            return;
        StrictUtf8.GetBytes(value, output.GetSpan(length));
        output.Advance(length);
    }

    /// <summary>The IEEE 754 bits, eight bytes; every NaN is written as the one quiet NaN.</summary>
    public void WriteDouble(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(8), double.IsNaN(value) ? double.NaN : value);
        output.Advance(8);
    }

    /// <summary>A share or percentage of at most eight places, as a whole number of the last.</summary>
    public void WriteShare(decimal value) => WriteMoney(Money.Of(value));

    /// <summary>Whether there is one, then the value where there is.</summary>
    public void WriteOptional(string? value)
    {
        WriteBool(value is not null);
        if (value is not null)
            WriteString(value);
    }

    /// <summary>As for a string.</summary>
    public void WriteOptional(Money? value)
    {
        WriteBool(value is not null);
        if (value is { } money)
            WriteMoney(money);
    }

    public void WritePrice(Price value) => WriteLong(value.Units);

    public void WriteQuantity(Quantity value) => WriteInt128(value.Units);

    public void WriteMoney(Money value) => WriteInt128(value.Units);

    public void WriteTimestamp(Timestamp value) => WriteLong(value.UnixMicros);

    /// <summary>The market code; the empty string for <c>default</c>.</summary>
    public void WriteSymbol(Symbol value) => WriteString(value.Code);
}

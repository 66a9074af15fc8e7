using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using CoinPilot.Values;

namespace CoinPilot.Actors.Wire;

/// <summary>
/// Reads what <see cref="WireWriter"/> wrote. Input that is cut off, out of range or not canonical throws <see cref="FormatException"/>;
/// it never reads past the input and never allocates more than the input is long.
/// </summary>
public ref struct WireReader(ReadOnlySpan<byte> input)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly ReadOnlySpan<byte> _input = input;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    public readonly bool IsAtEnd => Position == _input.Length;

    /// <summary>Throws when bytes are left: a payload longer than its schema is not the payload that was written.</summary>
    public readonly void ExpectEnd()
    {
        if (!IsAtEnd)
            throw Malformed("bytes left over");
    }

    public byte ReadByte() => Position < _input.Length ? _input[Position++] : throw Malformed("cut off");

    public bool ReadBool() => ReadByte() switch
    {
        0 => false,
        1 => true,
        _ => throw Malformed("neither true nor false"),
    };

    /// <summary>A byte that names a value of the enum.</summary>
    public T ReadEnum<T>()
        where T : struct, Enum
    {
        T value = Unsafe.BitCast<byte, T>(ReadByte());
        return Enum.IsDefined(value) ? value : throw Malformed($"no {typeof(T).Name}");
    }

    /// <summary>The number of items in a list.</summary>
    public long ReadCount() => ReadLong() is >= 0 and var count ? count : throw Malformed("negative count");

    public ulong ReadUnsigned()
    {
        if (Position < _input.Length && _input[Position] < 0x80)
            return _input[Position++];
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte b = ReadByte();
            if (shift == 63 && b > 1)
                throw Malformed("number past 64 bits");
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return b == 0 && shift > 0 ? throw Malformed("number with needless bytes") : value;
        }
        throw Malformed("number past 64 bits");
    }

    public long ReadLong()
    {
        ulong zigzag = ReadUnsigned();
        return (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
    }

    public int ReadInt() => ReadLong() is >= int.MinValue and <= int.MaxValue and var value
        ? (int)value
        : throw Malformed("number past 32 bits");

    public Int128 ReadInt128()
    {
        // Nine bytes fit a ulong, which is far cheaper to build than an Int128; nearly every number stops there.
        ulong small = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            byte b = ReadByte();
            small |= (ulong)(b & 0x7F) << shift;
            if (b >= 0x80)
                continue;
            if (b == 0 && shift > 0)
                throw Malformed("number with needless bytes");
            return (long)(small >> 1) ^ -(long)(small & 1);
        }
        return ReadWideInt128(small);
    }

    private Int128 ReadWideInt128(UInt128 zigzag)
    {
        for (int shift = 63; shift < 133; shift += 7)
        {
            byte b = ReadByte();
            if (shift == 126 && b > 3)
                break;
            zigzag |= (UInt128)(uint)(b & 0x7F) << shift;
            if (b >= 0x80)
                continue;
            if (b == 0)
                throw Malformed("number with needless bytes");
            return (Int128)(zigzag >> 1) ^ -(Int128)(zigzag & 1);
        }
        throw Malformed("number past 128 bits");
    }

    /// <summary>A view into the input.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        ulong length = ReadUnsigned();
        return length <= (ulong)(_input.Length - Position) ? ReadRaw((int)length) : throw Malformed("cut off");
    }

    /// <summary>A view of <paramref name="length"/> bytes of the input.</summary>
    public ReadOnlySpan<byte> ReadRaw(int length)
    {
        if ((uint)length > (uint)(_input.Length - Position))
            throw Malformed("cut off");
        ReadOnlySpan<byte> bytes = _input.Slice(Position, length);
        Position += length;
        return bytes;
    }

    public string ReadString()
    {
        try
        {
            return StrictUtf8.GetString(ReadBytes());
        }
        catch (DecoderFallbackException)
        {
            throw Malformed("text that is not UTF-8");
        }
    }

    public double ReadDouble()
    {
        double value = BinaryPrimitives.ReadDoubleLittleEndian(ReadRaw(8));
        bool canonical = !double.IsNaN(value)
            || BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(double.NaN);
        return canonical ? value : throw Malformed("a NaN that is not written so");
    }

    public decimal ReadShare() =>
        ReadMoney() is var share && Int128.Abs(share.Units) <= long.MaxValue ? share.ToDecimal() : throw Malformed("a share past all bounds");

    public string? ReadOptionalString() => ReadBool() ? ReadString() : null;

    public Money? ReadOptionalMoney() => ReadBool() ? ReadMoney() : null;

    public Price ReadPrice() => ReadLong() is >= 0 and var units ? new Price(units) : throw Malformed("negative price");

    public Quantity ReadQuantity()
    {
        Int128 units = ReadInt128();
        return units >= 0 ? Quantity.FromUnits(units) : throw Malformed("negative quantity");
    }

    public Money ReadMoney() => new(ReadInt128());

    public Timestamp ReadTimestamp() => new(ReadLong());

    public Symbol ReadSymbol()
    {
        string code = ReadString();
        if (code.Length == 0)
            return default;
        return Symbol.TryParse(code, out Symbol symbol) ? symbol : throw Malformed("not a market code");
    }

    private readonly FormatException Malformed(string what) => new($"malformed data at byte {Position}: {what}");
}

using System.Buffers.Text;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>How a number is spelt; the venue varies it, so that a client must not depend on one spelling.</summary>
internal enum Spelling : byte
{
    /// <summary><c>121500000</c>, <c>0.0025</c></summary>
    Plain,

    /// <summary>Never without a point: <c>121500000.0</c></summary>
    Pointed,

    /// <summary>All eight places: <c>0.00250000</c></summary>
    Padded,

    /// <summary>Large numbers with an exponent: <c>1.215E8</c>; never without a point.</summary>
    Exponent,

    /// <summary>Plain, but small numbers with an exponent: <c>7.9276E-4</c></summary>
    Scientific,
}

/// <summary>Writes units of 1e-8 as JSON numbers, exactly.</summary>
internal static class WireNumber
{
    private static readonly Int128 FirstWithExponent = (Int128)10_000_000 * Fixed.One;

    /// <summary>Room for any number.</summary>
    public const int MaxLength = 64;

    /// <summary>Returns the number of bytes written.</summary>
    public static int Write(Span<byte> destination, Int128 units, Spelling spelling)
    {
        int at = 0;
        if (units < 0)
        {
            destination[at++] = (byte)'-';
            units = -units;
        }
        if (spelling == Spelling.Scientific && units > 0 && units < 100_000)
            return at + WriteScientific(destination[at..], (int)units);

        if (spelling == Spelling.Exponent && units >= FirstWithExponent)
            return at + WriteExponent(destination[at..], units);

        (Int128 whole, long fraction) = Split(units);
        at += WriteWhole(destination[at..], whole);
        if (fraction != 0 || spelling == Spelling.Padded)
            at += WriteFraction(destination[at..], fraction, padded: spelling == Spelling.Padded);
        else if (spelling is Spelling.Pointed or Spelling.Exponent)
            at += Copy(destination[at..], ".0"u8);
        return at;
    }

    private static (Int128 Whole, long Fraction) Split(Int128 units)
    {
        if (units <= long.MaxValue)
        {
            (long small, long rest) = Math.DivRem((long)units, Fixed.One);
            return (small, rest);
        }
        (Int128 whole, Int128 fraction) = Int128.DivRem(units, Fixed.One);
        return (whole, (long)fraction);
    }

    private static int WriteWhole(Span<byte> destination, Int128 whole)
    {
        int length;
        if (whole <= long.MaxValue)
            Utf8Formatter.TryFormat((long)whole, destination, out length);
        else
            whole.TryFormat(destination, out length);
        return length;
    }

    private static int WriteFraction(Span<byte> destination, long fraction, bool padded)
    {
        destination[0] = (byte)'.';
        for (int place = Fixed.Places; place > 0; place--, fraction /= 10)
            destination[place] = (byte)('0' + fraction % 10);
        int length = 1 + Fixed.Places;
        while (!padded && destination[length - 1] == (byte)'0')
            length--;
        return length;
    }

    private static int WriteScientific(Span<byte> destination, int units)
    {
        Utf8Formatter.TryFormat(units, destination[1..], out int digits);
        int exponent = Fixed.Places - digits + 1;
        destination[0] = destination[1];
        destination[1] = (byte)'.';
        int length = digits == 1 ? 2 : digits + 1;
        if (digits == 1)
            destination[length++] = (byte)'0';
        while (length > 3 && destination[length - 1] == (byte)'0')
            length--;
        length += Copy(destination[length..], "E-"u8);
        destination[length++] = (byte)('0' + exponent);
        return length;
    }

    private static int WriteExponent(Span<byte> destination, Int128 units)
    {
        Span<byte> digits = stackalloc byte[MaxLength];
        units.TryFormat(digits, out int count);
        int exponent = count - 1 - Fixed.Places;
        while (count > 2 && digits[count - 1] == (byte)'0')
            count--;
        destination[0] = digits[0];
        destination[1] = (byte)'.';
        digits[1..count].CopyTo(destination[2..]);
        int length = count + 1 + Copy(destination[(count + 1)..], "E"u8);
        Utf8Formatter.TryFormat(exponent, destination[length..], out int written);
        return length + written;
    }

    private static int Copy(Span<byte> destination, ReadOnlySpan<byte> text)
    {
        text.CopyTo(destination);
        return text.Length;
    }
}

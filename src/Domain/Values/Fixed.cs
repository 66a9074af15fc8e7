using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CoinPilot.Values;

/// <summary>
/// Exact decimal numbers with eight places, held as whole units of 1e-8.
/// Shared by <see cref="Price"/>, <see cref="Quantity"/> and <see cref="Money"/>; overflow throws.
/// </summary>
public static class Fixed
{
    /// <summary>Decimal places kept; the venue's finest quantity and price step.</summary>
    public const int Places = 8;

    private const long LargestQuickDivisor = 1L << 40;

    /// <summary>Units in one whole.</summary>
    public const long One = 100_000_000;

    /// <summary>Units of <paramref name="value"/>; throws <see cref="ArgumentException"/> when it has more than eight places.</summary>
    public static Int128 FromDecimal(decimal value)
    {
        decimal scaled = value * One;
        decimal whole = decimal.Truncate(scaled);
        if (whole != scaled)
            throw new ArgumentException($"{value} has more than {Places} decimal places", nameof(value));
        return (Int128)whole;
    }

    /// <summary>The exact value as a decimal; throws <see cref="OverflowException"/> beyond decimal's range.</summary>
    public static decimal ToDecimal(Int128 units) => (decimal)units / One;

    /// <summary>The value as a double, exact to 15 digits, for indicators and display only.</summary>
    public static double ToDouble(Int128 units) =>
        units >= long.MinValue && units <= long.MaxValue ? (long)units / (double)One : (double)units / One;

    /// <summary>a x b / d rounded toward zero; exact for any size of the product.</summary>
    public static Int128 MultiplyDivideDown(Int128 a, Int128 b, Int128 d)
    {
        if (IsUpTo(a, long.MaxValue) && IsUpTo(b, long.MaxValue) && IsUpTo(d, LargestQuickDivisor) && d > 0
            && TryMultiplyDivide((ulong)a, (ulong)b, (ulong)d, out ulong quotient))
            return quotient;
        if (FitsInProduct(a, b))
            return a * b / d;
        return checked((Int128)(((BigInteger)a * b) / d));
    }

    /// <summary>Plain notation without trailing zeros: <c>1234.5</c>, <c>0.00000001</c>, <c>-3</c>.</summary>
    public static string Format(Int128 units)
    {
        bool negative = units < 0;
        UInt128 magnitude = negative ? (UInt128)(-units) : (UInt128)units;
        (UInt128 whole, UInt128 fraction) = UInt128.DivRem(magnitude, (UInt128)One);
        string text = whole.ToString(CultureInfo.InvariantCulture);
        if (fraction != 0)
            text += "." + ((long)fraction).ToString("D8", CultureInfo.InvariantCulture).TrimEnd('0');
        return negative ? "-" + text : text;
    }

    /// <summary>
    /// Reads plain or exponent notation exactly (<c>1.16539E8</c>, <c>7.9276E-4</c>, <c>0.00077720</c>).
    /// False for anything else, and for a number that needs more than eight places or 37 digits.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Int128 units) =>
        FixedText.TryParse(utf8, out units, out bool inexact) && !inexact;

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out Int128)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out Int128 units)
    {
        units = default;
        if (text.Length is 0 or > 64)
            return false;
        Span<byte> bytes = stackalloc byte[text.Length];
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] > 127)
                return false;
            bytes[i] = (byte)text[i];
        }
        return TryParse(bytes, out units);
    }

    /// <summary>As <see cref="TryParse(ReadOnlySpan{byte}, out Int128)"/>, but digits past the eighth place are cut off, as the venue does with volumes.</summary>
    public static bool TryParseTruncating(ReadOnlySpan<byte> utf8, out Int128 units) =>
        FixedText.TryParse(utf8, out units, out _);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsUpTo(Int128 value, long largest) => (ulong)(value >> 64) == 0 && (ulong)value <= (ulong)largest;

    /// <summary>
    /// Prices times quantities by powers of ten, which every valuation needs: division of 128 bits costs ten times as much. The double only guesses the
    /// quotient, to 13 of its last bits; what the guess leaves over is divided exactly. False where the quotient does not fit into 63 bits.
    /// </summary>
    private static bool TryMultiplyDivide(ulong a, ulong b, ulong d, out ulong quotient)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        if (high >= d / 2)
        {
            quotient = 0;
            return false;
        }
        quotient = (ulong)((high * 18446744073709551616.0 + low) / d);
        // Far below 2^63 whatever the guess: 2^13 times the divisor at most, and the high halves cancel out.
        long rest = unchecked((long)(low - quotient * d));
        long off = rest / (long)d;
        if (off * (long)d > rest)
            off--;
        quotient = unchecked(quotient + (ulong)off);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool FitsInProduct(Int128 a, Int128 b) =>
        Bits(a) + Bits(b) <= 126;

    private static int Bits(Int128 value)
    {
        UInt128 magnitude = value < 0 ? (UInt128)(-value) : (UInt128)value;
        return 128 - (int)UInt128.LeadingZeroCount(magnitude);
    }
}

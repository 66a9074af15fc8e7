namespace CoinPilot.Values;

/// <summary>The reader behind <see cref="Fixed.TryParse(ReadOnlySpan{byte}, out Int128)"/>: one pass, no allocation.</summary>
internal static class FixedText
{
    private const int MaxDigits = 37;
    private const int MaxExponent = 64;

    /// <summary>True when the text is a number in range; <paramref name="inexact"/> says that digits past the eighth place were cut.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Int128 units, out bool inexact)
    {
        units = default;
        inexact = false;
        int at = 0;
        bool negative = at < text.Length && text[at] == '-';
        if (negative)
            at++;

        // Nineteen digits fit a ulong, which is far cheaper to build than an Int128; nearly every number stops there.
        ulong small = 0;
        Int128 mantissa = default;
        int digits = 0, fraction = 0, seen = 0;
        bool point = false, wide = false;
        for (; at < text.Length; at++)
        {
            byte c = text[at];
            if (c == '.')
            {
                if (point)
                    return false;
                point = true;
                continue;
            }
            int digit = c - '0';
            if ((uint)digit > 9)
                break;
            seen++;
            if (point)
                fraction++;
            if (digits == 0 && digit == 0)
                continue;
            if (++digits > MaxDigits)
                return false;
            if (digits <= 19)
                small = small * 10 + (uint)digit;
            else
            {
                if (!wide)
                {
                    mantissa = small;
                    wide = true;
                }
                mantissa = mantissa * 10 + digit;
            }
        }
        if (seen == 0 || !TryReadExponent(text[at..], out int exponent))
            return false;
        if (!wide)
            mantissa = small;

        int shift = Fixed.Places - fraction + exponent;
        if (!TryScale(ref mantissa, digits, shift, ref inexact))
            return false;
        units = negative ? -mantissa : mantissa;
        return true;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
            return true;
        if (text[0] is not ((byte)'e' or (byte)'E') || text.Length < 2)
            return false;
        bool negative = text[1] == '-';
        int at = negative || text[1] == '+' ? 2 : 1;
        if (at == text.Length)
            return false;
        for (; at < text.Length; at++)
        {
            int digit = text[at] - '0';
            if ((uint)digit > 9)
                return false;
            exponent = exponent * 10 + digit;
            if (exponent > MaxExponent)
                return false;
        }
        if (negative)
            exponent = -exponent;
        return true;
    }

    private static bool TryScale(ref Int128 mantissa, int digits, int shift, ref bool inexact)
    {
        if (digits == 0 || shift == 0)
            return true;
        if (shift > 0)
        {
            if (digits + shift > MaxDigits)
                return false;
            for (; shift > 0; shift--)
                mantissa *= 10;
            return true;
        }
        for (; shift < 0 && mantissa != 0; shift++)
        {
            (Int128 quotient, Int128 remainder) = Int128.DivRem(mantissa, 10);
            inexact |= remainder != 0;
            mantissa = quotient;
        }
        return true;
    }
}

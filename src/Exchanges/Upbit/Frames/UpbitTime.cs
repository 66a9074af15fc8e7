using System.Globalization;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>The venue's spellings of time.</summary>
internal static class UpbitTime
{
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>A candle's start, <c>2025-12-11T05:48:00</c>, in UTC without saying so.</summary>
    public static bool TryParseUtc(ReadOnlySpan<byte> text, out Timestamp time)
    {
        time = default;
        if (text.Length != 19 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':')
            return false;
        if (!TryDigits(text[..4], out int year) || !TryDigits(text[5..7], out int month) || !TryDigits(text[8..10], out int day)
            || !TryDigits(text[11..13], out int hour) || !TryDigits(text[14..16], out int minute) || !TryDigits(text[17..], out int second))
            return false;
        if (year < 1970 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
            return false;
        time = Timestamp.Utc(year, month, day, hour, minute, second);
        return true;
    }

    /// <summary>An order's or a fill's time, <c>2025-12-11T14:48:20.123456+09:00</c>; a text without offset is Korean time.</summary>
    public static bool TryParseOrderTime(string? text, out Timestamp time)
    {
        time = default;
        if (text is null || !DateTime.TryParse(text, CultureInfo.InvariantCulture,
                DateTimeStyles.RoundtripKind | DateTimeStyles.AllowWhiteSpaces, out DateTime _))
            return false;
        bool hasZone = text.EndsWith('Z') || text.AsSpan(Math.Min(10, text.Length)).IndexOfAny('+', '-') >= 0;
        if (!DateTimeOffset.TryParse(hasZone ? text : text + "+09:00", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset parsed))
            return false;
        time = Timestamp.From(parsed);
        return true;
    }

    /// <summary>The spelling of the <c>to</c> parameter, <c>2025-12-11T05:48:00Z</c>: whole seconds, rounded up because <c>to</c> is exclusive.</summary>
    public static string ToQuery(Timestamp time) =>
        (time + TimeSpan.FromMicroseconds(999_999)).ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (byte c in text)
        {
            int digit = c - '0';
            if ((uint)digit > 9)
                return false;
            value = value * 10 + digit;
        }
        return true;
    }
}

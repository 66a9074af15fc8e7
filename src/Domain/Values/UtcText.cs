namespace CoinPilot.Values;

/// <summary>Reads times that data files and venues write in UTC without saying so; on bytes, without allocating.</summary>
public static class UtcText
{
    /// <summary>The length of <c>2025-12-11T05:48:00</c>.</summary>
    public const int Length = 19;

    /// <summary>Reads exactly <c>yyyy-MM-dd HH:mm:ss</c> with that separator between day and time; false for anything else and before 1970.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, byte separator, out Timestamp time)
    {
        time = default;
        if (text.Length != Length || text[4] != '-' || text[7] != '-' || text[10] != separator || text[13] != ':' || text[16] != ':')
            return false;
        if (!TryDigits(text[..4], out int year) || !TryDigits(text[5..7], out int month) || !TryDigits(text[8..10], out int day)
            || !TryDigits(text[11..13], out int hour) || !TryDigits(text[14..16], out int minute) || !TryDigits(text[17..], out int second))
            return false;
        if (year < 1970 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
            return false;
        time = Timestamp.Utc(year, month, day, hour, minute, second);
        return true;
    }

    /// <summary>Reads decimal digits alone, at most nine of them.</summary>
    public static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        if (text.Length > 9)
            return false;
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

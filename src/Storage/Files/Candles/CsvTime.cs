using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>Reads <c>yyyy-MM-dd HH:mm:ss</c> and <c>yyyy-MM-dd HH:mm:ss.ffffff</c> as UTC.</summary>
internal static class CsvTime
{
    private const int WithoutFraction = 19;
    private const int WithFraction = 26;

    public static bool TryParse(ReadOnlySpan<byte> text, out Timestamp time)
    {
        time = default;
        int micros = 0;
        bool isLaidOut = text.Length switch
        {
            WithoutFraction => true,
            WithFraction => text[19] == '.' && TryDigits(text[20..], out micros),
            _ => false,
        };
        if (!isLaidOut || text[4] != '-' || text[7] != '-' || text[10] != ' ' || text[13] != ':' || text[16] != ':')
            return false;
        if (!TryDigits(text[..4], out int year) || !TryDigits(text[5..7], out int month) || !TryDigits(text[8..10], out int day)
            || !TryDigits(text[11..13], out int hour) || !TryDigits(text[14..16], out int minute) || !TryDigits(text[17..19], out int second))
            return false;
        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
            return false;
        time = new Timestamp(Timestamp.Utc(year, month, day, hour, minute, second).UnixMicros + micros);
        return true;
    }

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

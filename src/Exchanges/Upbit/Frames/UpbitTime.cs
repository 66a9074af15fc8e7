using System.Globalization;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>The venue's spellings of time.</summary>
internal static class UpbitTime
{
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>A candle's start, <c>2025-12-11T05:48:00</c>, in UTC without saying so.</summary>
    public static bool TryParseUtc(ReadOnlySpan<byte> text, out Timestamp time) => UtcText.TryParse(text, (byte)'T', out time);

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
}

using System.Globalization;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>The venue's many ways to write a time.</summary>
internal static class WireTime
{
    /// <summary><c>2025-12-11T05:48:00</c>, no zone.</summary>
    public static string Utc(Timestamp time) => Format(time, TimeSpan.Zero, "yyyy-MM-dd'T'HH:mm:ss");

    /// <summary><c>2025-12-11T14:48:00</c>, no zone.</summary>
    public static string Kst(Timestamp time) => Format(time, Timestamp.KstOffset, "yyyy-MM-dd'T'HH:mm:ss");

    /// <summary><c>2025-12-11T14:48:10+09:00</c></summary>
    public static string KstWithZone(Timestamp time) => Format(time, Timestamp.KstOffset, "yyyy-MM-dd'T'HH:mm:sszzz");

    /// <summary><c>2025-12-11T14:48:20.123456+09:00</c></summary>
    public static string KstMicros(Timestamp time) => Format(time, Timestamp.KstOffset, "yyyy-MM-dd'T'HH:mm:ss.ffffffzzz");

    /// <summary><c>2025-12-11</c></summary>
    public static string Date(Timestamp time) => Format(time, TimeSpan.Zero, "yyyy-MM-dd");

    /// <summary><c>05:48:20</c></summary>
    public static string Time(Timestamp time) => Format(time, TimeSpan.Zero, "HH:mm:ss");

    /// <summary><c>20251211</c></summary>
    public static string PlainDate(Timestamp time, TimeSpan offset) => Format(time, offset, "yyyyMMdd");

    /// <summary><c>054820</c></summary>
    public static string PlainTime(Timestamp time, TimeSpan offset) => Format(time, offset, "HHmmss");

    /// <summary>Reads <c>to</c>: with Z, with an offset, or bare, which is UTC; T or a space between.</summary>
    public static bool TryParse(string text, out Timestamp time)
    {
        bool ok = DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.fffK"], CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out DateTimeOffset parsed);
        time = ok ? Timestamp.From(parsed) : Timestamp.None;
        return ok;
    }

    private static string Format(Timestamp time, TimeSpan offset, string format) =>
        time.ToDateTimeOffset().ToOffset(offset).ToString(format, CultureInfo.InvariantCulture);
}

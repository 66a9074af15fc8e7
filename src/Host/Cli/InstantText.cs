using System.Globalization;
using CoinPilot.Values;

namespace CoinPilot.App.Cli;

/// <summary>Reads an instant as the verbs show it and people write it, in UTC or Korean time.</summary>
internal static class InstantText
{
    private const string KoreanTime = "KST";

    private static readonly string[] Formats =
        [.. new[] { "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF" }.SelectMany(f => new[] { f, f + "'Z'", f + "zzz" })];

    /// <summary>Without a zone it is UTC. Throws <see cref="UsageException"/>.</summary>
    public static Timestamp Read(string option, string text)
    {
        string bare = text.Trim();
        bool isKorean = bare.EndsWith(KoreanTime, StringComparison.OrdinalIgnoreCase);
        if (isKorean)
            bare = bare[..^KoreanTime.Length].TrimEnd() + "+09:00";
        if (bare.Length > 10 && bare[10] == ' ')
            bare = bare[..10] + "T" + bare[11..];
        return DateTimeOffset.TryParseExact(bare, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) && time.Year is >= 1970 and < 9999
            ? Timestamp.From(time)
            : throw new UsageException($"{option} '{text}' is not a time like 2025-09-01T12:30, 2025-09-01T12:30:05Z or 2025-09-01 21:30 KST");
    }
}

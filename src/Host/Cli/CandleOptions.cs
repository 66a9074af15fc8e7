using System.CommandLine;
using System.Globalization;
using CoinPilot.App.Backtests;
using CoinPilot.App.Run;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Values;

namespace CoinPilot.App.Cli;

/// <summary>The options that the verbs around candles share.</summary>
internal static class CandleOptions
{
    public static Option<string> Data() => new("--data")
    {
        Description = "data folder; the candle store is its folder candles",
        DefaultValueFactory = _ => DataFolder.Default,
    };

    public static Option<string> Venue() => new("--venue") { Description = "whose candles they are", DefaultValueFactory = _ => "upbit" };

    public static Option<string[]> Symbols() => new("--symbols")
    {
        Description = "markets like KRW-BTC; without it all",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    public static Option<string> Interval() => new("--interval") { Description = "length of a candle, like 1m", DefaultValueFactory = _ => "1m" };

    public static Option<string?> From() => new("--from") { Description = "first day or minute, UTC, like 2025-09-01 or 2025-09-01T12:30" };

    public static Option<string?> To() => new("--to") { Description = "the day or minute to end before, UTC" };

    public static Option<bool> Json() => new("--json") { Description = "print as JSON" };

    public static CandleStore Store(string data) => new(DataFolder.CandlesOf(data));

    /// <summary>Which stored candles are meant where an input is a market and not a file.</summary>
    public static StoredSelection Selection(string data, string venue, string? from, string? to) => new(Store(data), VenueName(venue), Range(from, to));

    /// <summary>Throws <see cref="UsageException"/> for a range that is none.</summary>
    public static TimeRange Range(string? from, string? to)
    {
        TimeRange range = new(
            from is null ? CandleStore.Always.From : Time("--from", from), to is null ? CandleStore.Always.To : Time("--to", to));
        return range.IsEmpty ? throw new UsageException($"--to '{to}' is not after --from '{from}'") : range;
    }

    public static Timestamp Time(string option, string text) =>
        DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"],
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) && time.Year is >= 1970 and < 9999
            ? Timestamp.From(time)
            : throw new UsageException($"{option} '{text}' is not a time like 2025-09-01 or 2025-09-01T12:30");

    public static int Minutes(string text) => CandleKey.TryParseInterval(text, out int minutes)
        ? minutes
        : throw new UsageException($"--interval '{text}' is not a number of minutes that divides a day, like 1m");

    public static string VenueName(string text) => text.Length is > 0 and <= 16 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
        ? text
        : throw new UsageException($"--venue '{text}' is not a name in lower case, like upbit");

    /// <summary>The stored series that the user named, or all of the venue and interval. Throws <see cref="UsageException"/> when there is none.</summary>
    public static IReadOnlyList<CandleKey> Select(CandleStore store, string venue, IReadOnlyList<string> symbols, string interval)
    {
        int minutes = Minutes(interval);
        venue = VenueName(venue);
        CandleKey[] all = [.. store.List().Where(k => k.Venue == venue && k.IntervalMinutes == minutes)];
        CandleKey[] keys = symbols.Count == 0 ? all : [.. symbols.Select(s => new CandleKey(venue, CommandLine.Symbol("--symbols", s), minutes))];
        foreach (CandleKey missing in keys.Where(k => !all.Contains(k)))
            throw new UsageException($"there are no candles of {missing} in '{store.Folder}'");
        return keys.Length > 0 ? keys : throw new UsageException($"there are no candles of {venue} at {interval} in '{store.Folder}'");
    }
}

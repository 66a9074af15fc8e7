using System.Globalization;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>
/// Candles on disk: <c>VENUE/SYMBOL/INTERVAL/yyyy-MM.candles</c>, a file a month. A file is only ever replaced as a whole, by one
/// writer a series, so that readers need no lock and a kill leaves the old file or the new one.
/// </summary>
public sealed class CandleStore(string folder)
{
    public string Folder { get; } = folder;

    /// <summary>All time.</summary>
    public static TimeRange Always { get; } = new(Timestamp.None, new Timestamp(long.MaxValue));

    /// <summary>The series that there are, ordered by venue, symbol and interval.</summary>
    public IReadOnlyList<CandleKey> List()
    {
        if (!Directory.Exists(Folder))
            return [];
        return [.. Directory.GetDirectories(Folder)
            .SelectMany(venue => Directory.GetDirectories(venue).SelectMany(symbol => Directory.GetDirectories(symbol)))
            .Select(KeyOf).OfType<CandleKey>().Where(key => FilesOf(key).Length > 0)
            .OrderBy(k => k.Venue, StringComparer.Ordinal).ThenBy(k => k.Symbol).ThenBy(k => k.IntervalMinutes)];
    }

    /// <summary>Bytes on disk of a series.</summary>
    public long SizeOf(CandleKey key) => FilesOf(key).Sum(f => new FileInfo(f).Length);

    /// <summary>
    /// The candles of a series that open in <paramref name="range"/>; empty when there is none. Throws
    /// <see cref="CandleStoreDamagedException"/> that names a damaged file.
    /// </summary>
    public StoredCandles Open(CandleKey key, TimeRange range) => new(key.Validated(), range, FilesOf(key).Where(f => Touches(f, range)));

    /// <summary>Takes the series for writing. Throws <see cref="CandlesLockedException"/> that names the process which has it.</summary>
    public CandleWriter OpenWriter(CandleKey key)
    {
        string series = PathOf(key.Validated());
        Directory.CreateDirectory(series);
        return new CandleWriter(key, series, CandleLock.Take(series, key));
    }

    private string PathOf(CandleKey key) => Path.Combine(Folder, key.Venue, key.Symbol.Code, key.IntervalName);

    private string[] FilesOf(CandleKey key)
    {
        string series = PathOf(key);
        return Directory.Exists(series)
            ? [.. Directory.GetFiles(series, "*" + CandleMonth.Ending).Order(StringComparer.Ordinal)]
            : [];
    }

    // A name that is no month is opened, so that the file itself says what is wrong with it.
    private static bool Touches(string file, TimeRange range)
    {
        bool isMonth = DateTimeOffset.TryParseExact(
            Path.GetFileNameWithoutExtension(file), "yyyy-MM", null, DateTimeStyles.AssumeUniversal, out DateTimeOffset first);
        return !isMonth || !CandleMonth.RangeOf(Timestamp.From(first)).Intersect(range).IsEmpty;
    }

    private static CandleKey? KeyOf(string series)
    {
        string[] parts = series.Split(Path.DirectorySeparatorChar);
        return Symbol.TryParse(parts[^2], out Symbol symbol) && CandleKey.TryParseInterval(parts[^1], out int minutes)
            ? new CandleKey(parts[^3], symbol, minutes)
            : null;
    }
}

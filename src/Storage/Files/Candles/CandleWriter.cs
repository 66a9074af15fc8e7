using CoinPilot.MarketData;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>How many candles a <see cref="CandleWriter.Put"/> found new, already there, and there but different.</summary>
public readonly record struct PutResult(int Added, int Same, int Replaced)
{
    public static PutResult operator +(PutResult a, PutResult b) => new(a.Added + b.Added, a.Same + b.Same, a.Replaced + b.Replaced);
}

/// <summary>The one writer of a series. What <see cref="Put"/> returned from is durable; a month is stored whole or not at all.</summary>
public sealed class CandleWriter : IDisposable
{
    private readonly CandleKey _key;
    private readonly string _folder;
    private readonly CandleLock _lock;

    internal CandleWriter(CandleKey key, string folder, CandleLock taken)
    {
        _key = key;
        _folder = folder;
        _lock = taken;
    }

    /// <summary>
    /// Stores candles in order of time, none twice. With <paramref name="complete"/>, all that the venue has in that range is among them
    /// and what was stored before: its other minutes are known to have had no trade.
    /// </summary>
    /// <param name="replace">Whether a candle that differs from the stored one replaces it.</param>
    /// <exception cref="CandleConflictException">One differs and may not replace; nothing was stored.</exception>
    /// <exception cref="ArgumentException">A candle is off the interval, inconsistent or out of order.</exception>
    public PutResult Put(IReadOnlyList<Candle> candles, TimeRange? complete, bool replace)
    {
        Validate(candles);
        List<Plan> plans = [];
        int at = 0;
        foreach (TimeRange month in MonthsOf(candles, complete))
        {
            int start = at;
            while (at < candles.Count && month.Contains(candles[at].OpenTime))
                at++;
            plans.Add(Merge(month, candles.Skip(start).Take(at - start), complete, replace));
        }
        foreach (Plan plan in plans.Where(p => p.File is not null))
            Replace(plan.Month, plan.File!);
        return plans.Aggregate(default(PutResult), (sum, plan) => sum + plan.Result);
    }

    public void Dispose() => _lock.Dispose();

    private static SortedSet<TimeRange> MonthsOf(IReadOnlyList<Candle> candles, TimeRange? complete)
    {
        SortedSet<TimeRange> months = new(Comparer<TimeRange>.Create((a, b) => a.From.CompareTo(b.From)));
        foreach (Candle candle in candles)
        {
            if (months.Count == 0 || !months.Max.Contains(candle.OpenTime))
                months.Add(CandleMonth.RangeOf(candle.OpenTime));
        }
        if (complete is not { IsEmpty: false } range)
            return months;
        for (TimeRange month = CandleMonth.RangeOf(range.From); month.From < range.To; month = CandleMonth.RangeOf(month.To))
            months.Add(month);
        return months;
    }

    private Plan Merge(TimeRange month, IEnumerable<Candle> candles, TimeRange? complete, bool replace)
    {
        using StoredCandles stored = Load(month);
        SortedDictionary<Timestamp, Candle> merged = [];
        foreach (Candle candle in stored)
            merged.Add(candle.OpenTime, candle);
        int added = 0, same = 0, replaced = 0;
        foreach (Candle candle in candles)
        {
            if (!merged.TryGetValue(candle.OpenTime, out Candle known))
                added++;
            else if (known == candle)
                same++;
            else if (replace)
                replaced++;
            else
                throw new CandleConflictException(known, candle);
            merged[candle.OpenTime] = candle;
        }
        TimeRanges covered = complete is { } range ? stored.Complete.Add(range.Intersect(month)) : stored.Complete;
        bool changed = added + replaced > 0 || !covered.All.SequenceEqual(stored.Complete.All);
        return new Plan(month, new PutResult(added, same, replaced), changed ? CandleMonth.Encode(_key, month, covered.All, merged.Values) : null);
    }

    private StoredCandles Load(TimeRange month)
    {
        string path = Path.Combine(_folder, CandleMonth.FileName(month.From));
        return new StoredCandles(_key, month, File.Exists(path) ? [path] : []);
    }

    private void Replace(TimeRange month, byte[] file)
    {
        string path = Path.Combine(_folder, CandleMonth.FileName(month.From));
        string beside = path + ".new";
        using (FileStream stream = new(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(file);
            stream.Flush(flushToDisk: true);
        }
        File.Move(beside, path, overwrite: true);
        DirectoryFlush.Flush(_folder);
    }

    private void Validate(IReadOnlyList<Candle> candles)
    {
        Timestamp previous = Timestamp.None;
        foreach (Candle candle in candles)
        {
            if (!candle.IsConsistent || candle.OpenTime <= previous || candle.OpenTime != candle.OpenTime.FloorTo(_key.Interval))
                throw new ArgumentException($"candle {candle.OpenTime} of {_key} is inconsistent, off its interval or out of order", nameof(candles));
            previous = candle.OpenTime;
        }
    }

    private sealed record Plan(TimeRange Month, PutResult Result, byte[]? File);
}

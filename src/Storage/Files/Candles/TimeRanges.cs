using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>An immutable set of instants: ranges in order that neither overlap nor touch.</summary>
public sealed class TimeRanges
{
    private readonly TimeRange[] _ranges;

    private TimeRanges(TimeRange[] ranges) => _ranges = ranges;

    public static TimeRanges Empty { get; } = new([]);

    public IReadOnlyList<TimeRange> All => _ranges;

    public static TimeRanges Of(IEnumerable<TimeRange> ranges) => ranges.Aggregate(Empty, (set, range) => set.Add(range));

    public TimeRanges Add(TimeRange added)
    {
        if (added.IsEmpty)
            return this;
        List<TimeRange> apart = [];
        foreach (TimeRange range in _ranges)
        {
            if (range.To < added.From || range.From > added.To)
                apart.Add(range);
            else
                added = new TimeRange(range.From < added.From ? range.From : added.From, range.To > added.To ? range.To : added.To);
        }
        return new TimeRanges([.. apart.Append(added).OrderBy(r => r.From)]);
    }

    /// <summary>What of this set lies in <paramref name="window"/>.</summary>
    public IReadOnlyList<TimeRange> Within(TimeRange window) => [.. _ranges.Select(r => r.Intersect(window)).Where(r => !r.IsEmpty)];

    /// <summary>What of <paramref name="window"/> is not in this set, oldest first.</summary>
    public IReadOnlyList<TimeRange> Missing(TimeRange window)
    {
        List<TimeRange> missing = [];
        Timestamp at = window.From;
        foreach (TimeRange known in Within(window))
        {
            if (known.From > at)
                missing.Add(new TimeRange(at, known.From));
            at = known.To;
        }
        if (at < window.To)
            missing.Add(new TimeRange(at, window.To));
        return missing;
    }
}

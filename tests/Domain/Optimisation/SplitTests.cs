using CoinPilot.Optimisation;
using CoinPilot.Values;

namespace CoinPilot.Tests.Optimisation;

public sealed class SplitTests
{
    private static readonly TimeRange Year = new(Timestamp.Utc(2025, 1, 1), Timestamp.Utc(2026, 1, 1));

    [Fact]
    public void Windows_Rolling_MoveByTheirStepAndKeepTheirLength()
    {
        IReadOnlyList<TimeSplit> windows = WalkForward.Windows(Year, Days(90), Days(30), Days(30), isAnchored: false);

        Assert.Equal(9, windows.Count);
        Assert.Equal(new TimeRange(Timestamp.Utc(2025, 1, 1), Timestamp.Utc(2025, 4, 1)), Assert.Single(windows[0].Train));
        Assert.Equal(new TimeRange(Timestamp.Utc(2025, 4, 1), Timestamp.Utc(2025, 5, 1)), windows[0].Test);
        Assert.Equal(new TimeRange(Timestamp.Utc(2025, 1, 31), Timestamp.Utc(2025, 5, 1)), Assert.Single(windows[1].Train));
    }

    [Fact]
    public void Windows_Anchored_AllBeginWithTheData() => Assert.All(
        WalkForward.Windows(Year, Days(90), Days(30), Days(45), isAnchored: true),
        (w, i) => Assert.Equal(new TimeRange(Year.From, Year.From + Days(90 + 45 * i)), Assert.Single(w.Train)));

    [Fact]
    public void Windows_ThatCannotBe_AreRefused()
    {
        Assert.Throws<OptimisationException>(() => WalkForward.Windows(Year, Days(90), Days(30), Days(29), false));
        Assert.Throws<OptimisationException>(() => WalkForward.Windows(Year, Days(340), Days(30), Days(30), false));
        Assert.Throws<OptimisationException>(() => WalkForward.Windows(Year, Days(0), Days(30), Days(30), false));
        Assert.Single(WalkForward.Windows(Year, Days(335), Days(30), Days(30), false));
    }

    [Fact]
    public void Windows_AnyLengths_NeverTestWhatTheyKnow() => Property.Holds(300, random =>
    {
        TimeSpan test = Hours(random.Next(1, 400));
        IReadOnlyList<TimeSplit> windows = WalkForward.Windows(Year, Hours(random.Next(1, 4000)), test, test + Hours(random.Next(0, 100)), random.Next(2) == 0);

        foreach ((TimeSplit window, TimeSplit? before) in windows.Select((w, i) => (w, i > 0 ? windows[i - 1] : null)))
        {
            Assert.True(window.Train[0].To == window.Test.From && window.Test.To <= Year.To && window.Train[0].From >= Year.From);
            Assert.True(before is null || before.Test.To <= window.Test.From);
        }
    });

    [Fact]
    public void Folds_AnyPurgeAndEmbargo_NeverOverlapThemAndTestAllOnce() => Property.Holds(500, random =>
    {
        int folds = random.Next(2, 12);
        TimeSpan purge = Hours(random.Next(0, 48)), embargo = Hours(random.Next(0, 48));
        TimeRange all = new(Year.From, Year.From + TimeSpan.FromMinutes(random.Next(30 * 24 * 60, 400 * 24 * 60)));

        IReadOnlyList<TimeSplit> splits = PurgedFolds.Splits(all, folds, purge, embargo);

        Assert.Equal(all.From, splits[0].Test.From);
        Assert.Equal(all.To, splits[^1].Test.To);
        foreach ((TimeSplit split, int i) in splits.Select((s, i) => (s, i)))
        {
            Assert.True(i == 0 || splits[i - 1].Test.To == split.Test.From);
            TimeRange kept = new(split.Test.From - purge, split.Test.To + purge + embargo);
            Assert.All(split.Train, range => Assert.True(range.Intersect(kept).IsEmpty && range.From >= all.From && range.To <= all.To));
            // Nothing is lost but what must be.
            TimeSpan lost = all.To - all.From - new TimeSpan(split.Train.Sum(r => (r.To - r.From).Ticks));
            Assert.Equal(new TimeRange(all.From > kept.From ? all.From : kept.From, all.To < kept.To ? all.To : kept.To) is var cut ? cut.To - cut.From : default, lost);
        }
    });

    [Fact]
    public void Folds_ThatCannotBe_AreRefused()
    {
        Assert.Throws<OptimisationException>(() => PurgedFolds.Splits(Year, 1, Days(1), Days(1)));
        Assert.Throws<OptimisationException>(() => PurgedFolds.Splits(Year, 2, Days(-1), Days(1)));
        Assert.Throws<OptimisationException>(() => PurgedFolds.Splits(Year, 2, Days(190), Days(1)));
    }

    private static TimeSpan Days(int days) => TimeSpan.FromDays(days);

    private static TimeSpan Hours(int hours) => TimeSpan.FromHours(hours);
}

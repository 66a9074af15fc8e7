using CoinPilot.Values;

namespace CoinPilot.Optimisation;

/// <summary>
/// K-fold cross-validation for what overlaps in time: each fold is the test once, the rest is training, less what lies too near. Source: López de Prado,
/// Advances in Financial Machine Learning (2018), chapter 7.
/// </summary>
public static class PurgedFolds
{
    /// <summary>
    /// Equal folds in order, on whole minutes. Training ends <paramref name="purge"/> before its test, as a position of that length opened later would end in the test,
    /// and begins again <paramref name="purge"/> and <paramref name="embargo"/> after it. Throws <see cref="OptimisationException"/> for fewer
    /// than two folds, negative lengths, and where a fold would have no training left.
    /// </summary>
    public static IReadOnlyList<TimeSplit> Splits(TimeRange all, int folds, TimeSpan purge, TimeSpan embargo)
    {
        if (folds < 2)
            throw new OptimisationException($"{folds} folds are too few: 2 at least");
        if (purge < TimeSpan.Zero || embargo < TimeSpan.Zero)
            throw new OptimisationException("purge and embargo cannot be negative");
        return [.. Enumerable.Range(0, folds).Select(fold => SplitOf(all, new TimeRange(Edge(all, fold, folds), Edge(all, fold + 1, folds)), purge, embargo))];
    }

    private static TimeSplit SplitOf(TimeRange all, TimeRange test, TimeSpan purge, TimeSpan embargo)
    {
        if (test.IsEmpty)
            throw new OptimisationException($"{all.From} to {all.To} is too short for its folds");
        TimeRange[] train = [.. new TimeRange[] { new(all.From, test.From - purge), new(test.To + purge + embargo, all.To) }.Where(range => !range.IsEmpty)];
        return train.Length > 0
            ? new TimeSplit(ValueList<TimeRange>.Of(train), test)
            : throw new OptimisationException($"purge and embargo leave no training for the test from {test.From} to {test.To}");
    }

    private static Timestamp Edge(TimeRange all, int fold, int folds) => fold == folds
        ? all.To
        : (all.From + (all.To - all.From) / folds * fold).FloorTo(TimeSpan.FromMinutes(1));
}

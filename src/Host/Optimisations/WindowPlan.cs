using CoinPilot.Optimisation;
using CoinPilot.Values;

namespace CoinPilot.App.Optimisations;

/// <summary>How a walk-forward splits time.</summary>
/// <param name="Method"><c>walk</c> or <c>kfold</c>.</param>
/// <param name="Train">For walk only, as all that follows up to <paramref name="IsAnchored"/>.</param>
/// <param name="Folds">For kfold only, as all that follows.</param>
internal sealed record WindowPlan(string Method, TimeSpan Train, TimeSpan Test, TimeSpan Step, bool IsAnchored, int Folds, TimeSpan Purge, TimeSpan Embargo)
{
    public const string Walk = "walk";
    public const string KFold = "kfold";

    /// <summary>Throws <see cref="OptimisationException"/>.</summary>
    public IReadOnlyList<TimeSplit> SplitsOf(TimeRange all) => Method == KFold
        ? PurgedFolds.Splits(all, Folds, Purge, Embargo)
        : WalkForward.Windows(all, Train, Test, Step, IsAnchored);
}

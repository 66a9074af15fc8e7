using CoinPilot.Backtest;
using CoinPilot.Optimisation;

namespace CoinPilot.App.Optimisations;

/// <summary>All that is to be told of a walk-forward; what is undefined is null.</summary>
/// <param name="OutOfSample">The metrics of all tests one after the other, by name.</param>
/// <param name="Efficiency">Return a day of all tests over that of all trainings; null where the trainings brought none.</param>
/// <param name="Unused">Days at the end that make no whole window.</param>
/// <param name="MonteCarlo">On the trades of the tests; null without any.</param>
internal sealed record WalkForwardReport(
    OptimisationPlan Plan, IReadOnlyList<WindowOutcome> Windows, IReadOnlyDictionary<string, double?> OutOfSample, double? Efficiency, double Unused,
    IReadOnlyList<StabilityDocument> Stability, MonteCarloFigures? MonteCarlo)
{
    public static WalkForwardReport Of(
        OptimisationPlan plan, ParameterSpace space, IReadOnlyList<WindowOutcome> windows, BacktestStatistics outOfSample, double unused, MonteCarloFigures? monteCarlo) => new(
        plan, windows, MetricsOf(outOfSample.Of), EfficiencyOf(windows), unused,
        [.. space.Dimensions.Select((d, i) => StabilityDocument.Of(ParameterStability.Of(d, [.. windows.Where(w => w.Best is not null).Select(w => space.Find(w.Parameters)![i])])))],
        monteCarlo);

    /// <summary>All metrics; undefined ones are null.</summary>
    public static IReadOnlyDictionary<string, double?> MetricsOf(Func<string, double> metric) =>
        BacktestStatistics.Metrics.ToDictionary(m => m, m => OptimisationDocument.Defined(metric(m)), StringComparer.Ordinal);

    /// <summary>Return a day over return a day; null where the second brought nothing.</summary>
    public static double? EfficiencyOf(double tested, double testDays, double trained, double trainDays) =>
        trained > 0 && testDays > 0 && trainDays > 0 ? OptimisationDocument.Defined(tested / testDays / (trained / trainDays)) : null;

    private static double? EfficiencyOf(IReadOnlyList<WindowOutcome> windows) => EfficiencyOf(
        windows.Sum(w => w.OutOfSample["return"] ?? 0), windows.Sum(w => w.Test.Days),
        windows.Sum(w => w.InSample.GetValueOrDefault("return") ?? 0), windows.Sum(w => w.TrainDays));
}

/// <summary>See <see cref="ParameterStability"/>.</summary>
internal sealed record StabilityDocument(string Parameter, IReadOnlyList<decimal> Chosen, double? Stability)
{
    public static StabilityDocument Of(ParameterStability stability) =>
        new(stability.Dimension.Name, stability.Chosen, OptimisationDocument.Defined(stability.Stability));
}

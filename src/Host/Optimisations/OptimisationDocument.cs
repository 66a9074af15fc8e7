using CoinPilot.Optimisation;

namespace CoinPilot.App.Optimisations;

/// <summary>An optimisation as JSON: what is undefined is null.</summary>
internal sealed record OptimisationDocument(
    OptimisationPlan Plan, OptimisationEnd? End, string Combinations, int Trials, int Failed, int MissingConstraints, RankedTrial? Best,
    OverfitDocument? Overfit, IReadOnlyList<EffectDocument> Sensitivity, IReadOnlyList<RankedTrial> Ranking)
{
    /// <summary>With the best <paramref name="top"/> trials.</summary>
    public static OptimisationDocument Of(OptimisationReport report, int top) => new(
        report.Plan, report.End, report.Space.Size.ToString(), report.Ranking.Count, report.Failed, report.Missing,
        report.Best is { } best ? RankedTrial.Of(best) : null, report.Overfit is { } overfit ? OverfitDocument.Of(overfit) : null,
        [.. report.Sensitivity.Parameters.Select(EffectDocument.Of)], [.. report.Ranking.Take(top).Select(RankedTrial.Of)]);

    /// <summary>JSON has no NaN.</summary>
    public static double? Defined(double value) => double.IsFinite(value) ? value : null;
}

/// <summary>A trial without its returns.</summary>
internal sealed record RankedTrial(
    int Trial, double? Objective, bool KeepsConstraints, IReadOnlyDictionary<string, string> Parameters, IReadOnlyDictionary<string, double?> Metrics,
    string? ResultHash, string? Failure)
{
    public static RankedTrial Of(TrialRecord t) => new(
        t.Number, OptimisationDocument.Defined(t.Objective), t.Violation == 0, t.Parameters,
        t.Metrics.ToDictionary(m => m.Key, m => OptimisationDocument.Defined(m.Value), StringComparer.Ordinal), t.ResultHash, t.Failure);
}

/// <summary>See <see cref="OverfitFigures"/>.</summary>
internal sealed record OverfitDocument(
    int Trials, int Days, double? DailySharpe, double? SharpeVariance, double? ExpectedMaximum, double? DeflatedSharpe, double? BacktestOverfitting,
    double? ProbabilityOfLoss, int Ways, IReadOnlyList<string> Meaning)
{
    public static OverfitDocument Of(OverfitFigures f) => new(
        f.Trials, f.Days, OptimisationDocument.Defined(f.Sharpe), OptimisationDocument.Defined(f.SharpeVariance), OptimisationDocument.Defined(f.ExpectedMaximum),
        OptimisationDocument.Defined(f.DeflatedSharpe), OptimisationDocument.Defined(f.BacktestOverfitting), OptimisationDocument.Defined(f.ProbabilityOfLoss),
        f.Ways, [.. f.Explain()]);
}

/// <summary>See <see cref="ParameterEffect"/>.</summary>
internal sealed record EffectDocument(string Parameter, double? Share, IReadOnlyList<EffectDocument.Bin> Bins)
{
    public static EffectDocument Of(ParameterEffect effect) => new(
        effect.Bins.Dimension.Name, OptimisationDocument.Defined(effect.Share),
        [.. effect.Cells.Select((c, i) => new Bin(effect.Bins.Labels[i], c.Trials, OptimisationDocument.Defined(c.Mean), OptimisationDocument.Defined(c.Best)))]);

    internal sealed record Bin(string Values, int Trials, double? Mean, double? Best);
}

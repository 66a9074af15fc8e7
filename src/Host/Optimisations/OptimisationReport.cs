using CoinPilot.Optimisation;

namespace CoinPilot.App.Optimisations;

/// <summary>All that is to be told of an optimisation; made from its folder alone, so that it can be shown again at any time.</summary>
/// <param name="End">Null while it is unfinished.</param>
/// <param name="Ranking">Every trial, the best first.</param>
/// <param name="Best">The first that keeps all constraints; null where there is none.</param>
internal sealed record OptimisationReport(
    OptimisationPlan Plan, OptimisationEnd? End, ParameterSpace Space, IReadOnlyList<TrialRecord> Ranking, TrialRecord? Best,
    OverfitFigures? Overfit, SensitivityMap Sensitivity)
{
    public int Failed => Ranking.Count(t => t.Failure is not null);

    /// <summary>Trials that miss a constraint.</summary>
    public int Missing => Ranking.Count(t => t.Failure is null && t.Violation > 0);

    /// <summary>Throws <see cref="InvalidDataException"/> for a trial that is none of the plan's space.</summary>
    public static OptimisationReport Of(OptimisationPlan plan, OptimisationEnd? end, IReadOnlyList<TrialRecord> trials)
    {
        ParameterSpace space = ParameterSpace.Restore(plan.Search.Space);
        // They are stored in the order in which they finished, and sums depend on theirs.
        TrialRecord[] ordered = [.. trials.OrderBy(t => t.Number)];
        Trial[] scored = [.. ordered.Select(t => new Trial(
            t.Number, space.Find(t.Parameters) ?? throw new InvalidDataException($"trial {t.Number} of {plan.Id} is none of its space: {t.Describe()}"), ScoreOf(t)))];
        TrialRecord[] ranking = [.. ordered.OrderBy(ScoreOf).ThenBy(t => t.Number)];
        TrialRecord? best = ranking.FirstOrDefault(t => ScoreOf(t).IsAdmissible);
        return new OptimisationReport(plan, end, space, ranking, best, OverfitFigures.Of(ordered, best), SensitivityMap.Of(space, scored));
    }

    public static Score ScoreOf(TrialRecord trial) => new(trial.Objective, trial.Violation);
}

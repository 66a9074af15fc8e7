namespace CoinPilot.Optimisation;

/// <summary>What an optimisation is after: an objective, which is maximised, and constraints.</summary>
public sealed record Goal(Expression Objective, IReadOnlyList<Constraint> Constraints)
{
    /// <summary>Throws <see cref="OptimisationException"/>; names are those of <paramref name="metrics"/>.</summary>
    public static Goal Parse(string objective, IEnumerable<string> constraints, IReadOnlyList<string> metrics) =>
        new(Expression.Parse(objective, metrics), [.. constraints.Select(c => Constraint.Parse(c, metrics))]);

    /// <summary>The score of a backtest with these metrics.</summary>
    public Score ScoreOf(Func<string, double> metric) => new(Objective.Evaluate(metric), Constraints.Sum(c => c.Violation(metric)));
}

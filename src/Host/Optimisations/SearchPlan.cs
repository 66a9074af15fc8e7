using System.Numerics;
using CoinPilot.App.Cli;
using CoinPilot.Backtest;
using CoinPilot.Optimisation;
using CoinPilot.Strategies;

namespace CoinPilot.App.Optimisations;

/// <summary>What is searched, how, and for what.</summary>
/// <param name="Space">As they were written, like <c>ma-cross.fast=2..20</c>.</param>
/// <param name="Method">A name of <see cref="SearchCatalog"/>.</param>
/// <param name="Trials">At most so many.</param>
internal sealed record SearchPlan(
    IReadOnlyList<string> Space, string Method, ulong Seed, int Trials, string Objective, IReadOnlyList<string> Constraints)
{
    /// <summary>Trials where nobody says how many.</summary>
    public const int UsualTrials = 100;

    /// <summary>A grid of more combinations is run only where somebody says so.</summary>
    public const int LargestUnasked = 10_000;

    // Less of them is better, so nobody means to have the most.
    private static readonly string[] Losses = ["max_drawdown", "max_drawdown_days", "volatility", "fees", "slippage", "longest_loss_streak", "turnover"];

    /// <summary>
    /// How many trials are meant where <paramref name="said"/> of them were asked for, if any. Throws <see cref="UsageException"/> for a grid that is larger.
    /// </summary>
    public static int TrialsOf(string method, ParameterSpace space, int? said)
    {
        if (said is < 1)
            throw new UsageException($"--trials {said} is not above 0");
        if (method != "grid")
            return said ?? UsualTrials;
        BigInteger most = said ?? LargestUnasked;
        return space.Size <= most ? (int)space.Size : throw new UsageException(said is null
            ? $"the grid has {space.Size:N0} combinations, more than the {LargestUnasked:N0} that are run unasked: take longer steps or another --method, or say --trials {space.Size}"
            : $"the grid has {space.Size:N0} combinations, more than --trials {said}: a grid is run whole or not at all");
    }

    /// <summary>Throws <see cref="OptimisationException"/>.</summary>
    public ParameterSpace SpaceOf(IReadOnlyList<StrategyChoice> strategies) => ParameterSpace.Parse(Space, strategies);

    /// <summary>Throws <see cref="OptimisationException"/>, also for an objective of which less is better.</summary>
    public Goal Goal()
    {
        Goal goal = Optimisation.Goal.Parse(Objective, Constraints, BacktestStatistics.Metrics);
        return Losses.Contains(goal.Objective.Text)
            ? throw new OptimisationException($"the objective is maximised, and less {goal.Objective} is better: say --objective=-{goal.Objective}")
            : goal;
    }

    /// <summary>The search from its beginning; windows of a walk-forward have searches of their own.</summary>
    public Study Study(ParameterSpace space, int window = 0) => new(space, SearchCatalog.Create(Method, space, unchecked(Seed + (ulong)window)), Trials);
}

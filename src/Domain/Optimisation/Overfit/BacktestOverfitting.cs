using System.Numerics;

namespace CoinPilot.Optimisation;

/// <summary>
/// How likely the pick of the best trial is overfit: the returns are cut into blocks, and for every way to take half of the blocks as training, the trial
/// that is best there is looked up among the others in the other half. Source: Bailey, Borwein, López de Prado and Zhu, The Probability of Backtest
/// Overfitting (Journal of Computational Finance, 2015), combinatorially symmetric cross-validation, with the Sharpe ratio as the measure.
/// </summary>
/// <param name="Probability">The share of ways in which the best of the training half is at most the median of the other half; NaN where it cannot be said.</param>
/// <param name="ProbabilityOfLoss">The share of ways in which it loses there.</param>
/// <param name="Ways">How many ways there were to take half of the blocks.</param>
public readonly record struct BacktestOverfitting(double Probability, double ProbabilityOfLoss, int Ways)
{
    /// <summary>Blocks that the returns are cut into where there are enough of them.</summary>
    public const int UsualBlocks = 16;

    private const int LeastPerBlock = 2;

    /// <summary>
    /// Of the returns of each trial, all over the same times. <paramref name="blocks"/> is even, 2 to 20; it is lowered for short series so that each
    /// block has two returns. Fewer than two trials or four returns have no probability.
    /// </summary>
    public static BacktestOverfitting Of(IReadOnlyList<double[]> trials, int blocks = UsualBlocks)
    {
        if (blocks is < 2 or > 20 || blocks % 2 != 0)
            throw new ArgumentOutOfRangeException(nameof(blocks), blocks, "even, 2 to 20");
        if (trials.Any(t => t.Length != trials[0].Length))
            throw new ArgumentException("trials cover different times", nameof(trials));
        int length = trials.Count == 0 ? 0 : trials[0].Length;
        blocks = Math.Min(blocks, length / LeastPerBlock / 2 * 2);
        if (trials.Count < 2 || blocks < 2)
            return new BacktestOverfitting(double.NaN, double.NaN, 0);
        BlockSums[][] sums = [.. trials.Select(returns => BlockSums.Of(returns, blocks))];
        int ways = 0, overfit = 0, lost = 0;
        double[] inside = new double[trials.Count], outside = new double[trials.Count];
        for (uint half = 0; half < 1u << blocks; half++)
        {
            if (BitOperations.PopCount(half) != blocks / 2)
                continue;
            Measure(sums, half, inside, outside);
            int best = Array.IndexOf(inside, inside.Max());
            ways++;
            overfit += IsAtMostMedian(outside, best) ? 1 : 0;
            lost += outside[best] < 0 ? 1 : 0;
        }
        return new BacktestOverfitting((double)overfit / ways, (double)lost / ways, ways);
    }

    private static void Measure(BlockSums[][] sums, uint half, double[] inside, double[] outside)
    {
        for (int trial = 0; trial < sums.Length; trial++)
        {
            BlockSums train = default, test = default;
            for (int block = 0; block < sums[trial].Length; block++)
            {
                if ((half >> block & 1) != 0)
                    train += sums[trial][block];
                else
                    test += sums[trial][block];
            }
            inside[trial] = train.Sharpe;
            outside[trial] = test.Sharpe;
        }
    }

    // Its relative rank among all is at most one half: the logit of the paper is at most 0. Equal ones share their rank.
    private static bool IsAtMostMedian(double[] outside, int best)
    {
        double below = 0;
        for (int i = 0; i < outside.Length; i++)
        {
            if (i != best)
                below += outside[i] < outside[best] ? 1 : outside[i] == outside[best] ? 0.5 : 0;
        }
        return (below + 1) / (outside.Length + 1) <= 0.5;
    }
}

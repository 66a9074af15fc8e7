using CoinPilot.Optimisation;
using CoinPilot.Values;

namespace CoinPilot.Tests.Optimisation;

public sealed class BacktestOverfittingTests
{
    [Fact]
    public void Probability_OfPureNoise_IsNearOneHalf()
    {
        double mean = Enumerable.Range(1, 40).Average(seed => BacktestOverfitting.Of(Noise((ulong)seed, trials: 30, length: 400), 10).Probability);

        Assert.InRange(mean, 0.4, 0.6);
    }

    [Fact]
    public void Probability_WhereOneTrialTrulyDominates_IsNearZero()
    {
        foreach (int seed in Enumerable.Range(1, 10))
        {
            double[][] trials = Noise((ulong)seed, trials: 30, length: 400);
            trials[17] = [.. trials[17].Select(r => r + 0.01)];

            BacktestOverfitting measured = BacktestOverfitting.Of(trials);

            Assert.InRange(measured.Probability, 0, 0.001);
            Assert.InRange(measured.ProbabilityOfLoss, 0, 0.001);
            Assert.Equal(12_870, measured.Ways);
        }
    }

    [Fact]
    public void Probability_WhereThePastTurnsRound_IsOne()
    {
        // Whoever wins in even blocks loses in odd ones; with two blocks there is no other way to halve them.
        double[][] trials = [.. Noise(5, trials: 6, length: 40).Select((r, t) => r.Select((v, i) => v + (i < 20 ? t : -t) * 0.05).ToArray())];

        Assert.Equal(1, BacktestOverfitting.Of(trials, blocks: 2).Probability);
    }

    [Fact]
    public void Probability_OfTrialsThatAllDoTheSame_CountsThemAsTheMedian()
    {
        double[] same = Noise(1, 1, 100)[0];

        Assert.Equal(1, BacktestOverfitting.Of([same, same, same]).Probability);
    }

    [Fact]
    public void Probability_OfTooLittle_IsNotSaid()
    {
        Assert.True(double.IsNaN(BacktestOverfitting.Of([]).Probability));
        Assert.True(double.IsNaN(BacktestOverfitting.Of(Noise(1, trials: 1, length: 100)).Probability));
        Assert.True(double.IsNaN(BacktestOverfitting.Of(Noise(1, trials: 5, length: 3)).Probability));
        Assert.Equal(6, BacktestOverfitting.Of(Noise(1, trials: 5, length: 9)).Ways);
        Assert.Throws<ArgumentException>(() => BacktestOverfitting.Of([[1, 2, 3, 4], [1, 2, 3]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BacktestOverfitting.Of([], blocks: 7));
    }

    private static double[][] Noise(ulong seed, int trials, int length)
    {
        SeededRandom random = new(seed);
        return [.. Enumerable.Range(0, trials).Select(_ => Enumerable.Range(0, length).Select(_ => random.NextGaussian() / 100).ToArray())];
    }
}

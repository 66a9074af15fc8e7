using CoinPilot.Optimisation;

namespace CoinPilot.Tests.Optimisation;

public sealed class TradeLuckTests
{
    [Fact]
    public void Follow_ByHand_CompoundsAndKeepsTheDeepestFall()
    {
        // 1000, 1100, 990, 495, 742.5: deepest 1 - 495 / 1100.
        (double equity, double drawdown) = TradeLuck.Follow(1000, [0.1, -0.1, -0.5, 0.5]);

        Assert.Equal(742.5, equity, 9);
        Assert.Equal(0.55, drawdown, 9);
        Assert.Equal((1000, 0), TradeLuck.Follow(1000, []));
    }

    [Fact]
    public void Shuffle_AnyTrades_KeepsTheFinalEquityAndEveryPossibleDrawdown()
    {
        double[] results = [0.1, -0.1, -0.2];

        TradeLuck shuffled = TradeLuck.Shuffle(1000, results, 2000, seed: 1);

        Assert.Equal(1000 * 1.1 * 0.9 * 0.8, shuffled.FinalEquity.Quantile(0), 6);
        Assert.Equal(shuffled.FinalEquity.Quantile(0), shuffled.FinalEquity.Quantile(1), 6);
        // Losses together fall 28 %; with the gain between them 20.8 % where the small one is first, and 20.8 % where the large one is.
        Assert.Equal(0.28, shuffled.MaxDrawdown.Quantile(1), 9);
        Assert.Equal(0.208, shuffled.MaxDrawdown.Quantile(0), 9);
        Assert.InRange(shuffled.MaxDrawdown.ShareBelow(0.25), 0.28, 0.39);
    }

    [Fact]
    public void Bootstrap_OfGainsAndLosses_SpreadsAsChanceDoes()
    {
        // Of 100 flips of a fair coin, about 68.3 % lie within one deviation, 5 heads.
        double[] results = [.. Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? 0.01 : -0.01)];

        TradeLuck drawn = TradeLuck.Bootstrap(1000, results, 5000, seed: 7);

        double At(int heads) => 1000 * Math.Pow(1.01, heads) * Math.Pow(0.99, 100 - heads);
        Assert.InRange(drawn.FinalEquity.ShareBelow(At(55) + 1e-6) - drawn.FinalEquity.ShareBelow(At(45) - 1e-6), 0.70, 0.76);
        Assert.Equal(At(50), drawn.FinalEquity.Quantile(0.5), 6);
    }

    [Fact]
    public void Runs_OfOneSeed_AreTheSameAndOfAnotherAreNot()
    {
        double[] results = [0.1, -0.05, 0.02, -0.07, 0.03];

        Assert.Equal(TradeLuck.Bootstrap(1, results, 100, 3).FinalEquity.Mean, TradeLuck.Bootstrap(1, results, 100, 3).FinalEquity.Mean);
        Assert.NotEqual(TradeLuck.Bootstrap(1, results, 100, 3).FinalEquity.Mean, TradeLuck.Bootstrap(1, results, 100, 4).FinalEquity.Mean);
    }

    [Fact]
    public void Quantile_BetweenValues_LiesOnTheLineBetweenThem()
    {
        // statistics.quantiles([4, 1, 3, 2, 10], n=4, method='inclusive') gives 2, 3, 4; of four values 1.75, 2.5, 3.25.
        Assert.Equal([2, 3, 4], new[] { 0.25, 0.5, 0.75 }.Select(new Distribution([4, 1, 3, 2, 10]).Quantile));
        Assert.Equal([1.75, 2.5, 3.25], new[] { 0.25, 0.5, 0.75 }.Select(new Distribution([4, 1, 3, 2]).Quantile));
        Assert.Throws<ArgumentException>(() => new Distribution([]));
    }
}

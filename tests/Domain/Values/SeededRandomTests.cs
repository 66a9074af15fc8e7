using CoinPilot.Values;

namespace CoinPilot.Tests.Values;

public sealed class SeededRandomTests
{
    [Fact]
    public void NextULong_KnownSeed_GivesTheReferenceSequence()
    {
        // Computed apart from this code, from the published definitions of SplitMix64 and xoshiro256**.
        ulong[] expected =
            [1546998764402558742, 6990951692964543102, 12544586762248559009, 17057574109182124193, 18295552978065317476];
        var random = new SeededRandom(42);

        Assert.Equal(expected, Enumerable.Range(0, 5).Select(_ => random.NextULong()));
    }

    [Fact]
    public void NextInt_ManyDraws_StaysInRangeAndMeetsEveryValue()
    {
        var random = new SeededRandom(7);
        int[] seen = new int[10];
        for (int i = 0; i < 10_000; i++)
            seen[random.NextInt(10)]++;

        Assert.All(seen, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void NextInt_NotPositive_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeededRandom(1).NextInt(0));

    [Fact]
    public void NextDouble_ManyDraws_IsUniformBelowOne()
    {
        var random = new SeededRandom(3);
        double[] drawn = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextDouble())];

        Assert.All(drawn, d => Assert.InRange(d, 0, 1 - 1e-16));
        Assert.InRange(drawn.Average(), 0.495, 0.505);
    }

    [Fact]
    public void NextGaussian_ManyDraws_HasMeanZeroAndDeviationOne()
    {
        var random = new SeededRandom(5);
        double[] drawn = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextGaussian())];

        Assert.InRange(drawn.Average(), -0.02, 0.02);
        Assert.InRange(drawn.Average(d => d * d), 0.97, 1.03);
        Assert.Contains(drawn, d => d > 3);
    }
}

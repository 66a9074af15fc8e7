using CoinPilot.Actors.InProcess;

namespace CoinPilot.Tests.Engines;

public sealed class SeededRandomTests
{
    [Fact]
    public void NextUInt64_Seed1234567_GivesThePublishedNumbers()
    {
        var random = new SeededRandom(1234567);

        // The reference output of SplitMix64 as Rosetta Code lists it.
        ulong[] expected =
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(expected, expected.Select(_ => random.NextUInt64()));
    }

    [Fact]
    public void Below_AnyLimit_StaysInRangeAndReachesAll()
    {
        var random = new SeededRandom(1);

        Assert.Equal([0, 1, 2, 3, 4], Enumerable.Range(0, 500).Select(_ => random.Below(5)).Distinct().Order());
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Below(0));
    }
}

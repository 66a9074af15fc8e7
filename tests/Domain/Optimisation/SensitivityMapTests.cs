using CoinPilot.Optimisation;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Optimisation;

public sealed class SensitivityMapTests
{
    private static readonly StrategyChoice[] Strategies = [StrategyCatalog.Choose("ma-cross", new Dictionary<string, string>(StringComparer.Ordinal))];

    [Fact]
    public void Bins_OfManyValues_AreTenOfNeighbours() => Property.Holds(200, random =>
    {
        int last = random.Next(1, 500);
        Dimension dimension = Assert.Single(ParameterSpace.Parse([$"fast=1..{last}"], Strategies).Dimensions);
        ParameterBins bins = new(dimension);

        int[] binOf = [.. Enumerable.Range(0, dimension.Count).Select(bins.BinOf)];

        Assert.Equal(Math.Min(10, last), bins.Count);
        Assert.Equal(binOf.Order(), binOf);
        Assert.Equal(Enumerable.Range(0, bins.Count), binOf.Distinct());
        int[] sizes = [.. binOf.GroupBy(b => b).Select(g => g.Count())];
        Assert.True(sizes.Max() - sizes.Min() <= 1);
        // The label says what is in it.
        Assert.All(binOf, (bin, i) =>
        {
            int[] ends = [.. bins.Labels[bin].Split("..").Select(int.Parse)];
            Assert.InRange(i + 1, ends[0], ends[^1]);
        });
    });

    [Fact]
    public void Map_ByHand_HasMeansBestsAndShares()
    {
        ParameterSpace space = ParameterSpace.Parse(["fast=1..2", "minutes=1|5|60"], Strategies);
        Trial[] trials =
        [
            Of(0, [0, 0], 1), Of(1, [0, 1], 3), Of(2, [1, 0], 5), Of(3, [1, 1], 7), Of(4, [1, 2], double.NaN),
        ];

        SensitivityMap map = SensitivityMap.Of(space, trials);

        Assert.Equal([new SensitivityCell(2, 2, 3), new SensitivityCell(2, 6, 7)], map.Parameters[0].Cells);
        Assert.Equal(new SensitivityCell(2, 3, 5), map.Parameters[1].Cells[0]);
        Assert.Equal(0, map.Parameters[1].Cells[2].Trials);
        // Mean 4, squares 9 + 1 + 1 + 9 = 20. Between rows 2 x 4 x 2 = 16, by chance (20 - 16) / 2 = 2; between columns 4, by chance 8.
        Assert.Equal(0.7, map.Parameters[0].Share, 12);
        Assert.Equal(0, map.Parameters[1].Share);
        PairEffect pair = Assert.Single(map.Pairs);
        Assert.Equal(["1", "2"], pair.Rows.Labels);
        Assert.Equal(["1", "5", "60"], pair.Columns.Labels);
        Assert.Equal(new SensitivityCell(1, 7, 7), pair.Cells[1][1]);
        Assert.True(double.IsNaN(pair.Cells[1][2].Mean));
    }

    [Fact]
    public void Share_OfNoise_IsNearZeroHoweverManyBins()
    {
        ParameterSpace space = ParameterSpace.Parse(["fast=1..10"], Strategies);
        SeededRandom random = new(3);

        double[] shares = [.. Enumerable.Range(0, 200).Select(_ => SensitivityMap.Of(
            space, Enumerable.Range(0, 30).Select(i => Of(i, [random.NextInt(10)], random.NextGaussian()))).Parameters[0].Share)];

        Assert.InRange(new Distribution(shares).Quantile(0.5), 0, 0.05);
    }

    [Fact]
    public void Share_WhereNoBinHasTwoTrials_IsNotSaid() => Assert.True(double.IsNaN(
        SensitivityMap.Of(ParameterSpace.Parse(["fast=1..3"], Strategies), [Of(0, [0], 1), Of(1, [1], 2), Of(2, [2], 4)]).Parameters[0].Share));

    [Fact]
    public void Map_WithoutTrials_IsEmptyAndSaysSo()
    {
        SensitivityMap map = SensitivityMap.Of(ParameterSpace.Parse(["fast=1..2"], Strategies), []);

        Assert.True(double.IsNaN(map.Parameters[0].Share));
        Assert.Empty(map.Pairs);
    }

    [Fact]
    public void Stability_OfChoices_IsOneWhereNothingMoves()
    {
        ParameterSpace space = ParameterSpace.Parse(["fast=1..11", "minutes=1|5|60"], Strategies);

        Assert.Equal(1, ParameterStability.Of(space.Dimensions[0], [4, 4, 4]).Stability);
        Assert.Equal(0, ParameterStability.Of(space.Dimensions[0], [0, 10, 0]).Stability);
        Assert.Equal(0.75, ParameterStability.Of(space.Dimensions[0], [0, 5, 5]).Stability);
        Assert.Equal(0.5, ParameterStability.Of(space.Dimensions[1], [2, 0, 0]).Stability);
        Assert.Equal([60m, 1m], ParameterStability.Of(space.Dimensions[1], [2, 0]).Chosen);
        Assert.True(double.IsNaN(ParameterStability.Of(space.Dimensions[0], [3]).Stability));
    }

    private static Trial Of(int number, int[] combination, double objective) => new(number, ValueList<int>.Of(combination), new Score(objective, 0));
}

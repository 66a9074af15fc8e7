using CoinPilot.Indicators;

namespace CoinPilot.Tests.Indicators;

public sealed class SimpleMovingAverageTests
{
    [Fact]
    public void TryGet_LengthThree_FollowsHandCalculatedValues()
    {
        SimpleMovingAverage average = new(3);
        (double Value, double? Expected)[] steps = [(1, null), (2, null), (3, 2), (4, 3), (10, 17 / 3.0), (-8, 2), (0.5, 2.5 / 3)];

        foreach ((double value, double? expected) in steps)
        {
            average.Update(value);
            Assert.Equal(expected is not null, average.TryGet(out double got));
            if (expected is { } known)
                Assert.Equal(known, got, 1e-12);
        }
    }

    [Fact]
    public void TryGet_BeforeAnyValue_IsFalse() => Assert.False(new SimpleMovingAverage(1).TryGet(out _));

    [Fact]
    public void TryGet_LengthOne_IsTheLastValue()
    {
        SimpleMovingAverage average = new(1);
        foreach (double value in new[] { 1e17, 0.1, 3 })
        {
            average.Update(value);
            Assert.True(average.TryGet(out double got));
            Assert.Equal(value, got);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Constructor_LengthBelowOne_Throws(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimpleMovingAverage(length));

    [Theory]
    [InlineData(2)]
    [InlineData(30)]
    [InlineData(997)]
    public void Update_AMillionTimes_DoesNotDriftFromTheDirectSum(int length)
    {
        Random random = new(length);
        double[] values = [.. Enumerable.Range(0, 1_000_000).Select(_ => 1e8 * (0.5 + random.NextDouble()))];
        SimpleMovingAverage average = new(length);

        for (int i = 0; i < values.Length; i++)
        {
            average.Update(values[i]);
            if (i < length || (i % 9_973 != 0 && i != values.Length - 1))
                continue;
            double direct = values.AsSpan(i - length + 1, length).ToArray().Sum() / length;
            Assert.True(average.TryGet(out double got));
            Assert.Equal(1, got / direct, 1e-13);
        }
    }

    [Fact]
    public void Update_AfterAHugeValueHasLeft_IsExactAgainWithinOneLength()
    {
        SimpleMovingAverage average = new(10);
        average.Update(1e17);
        for (int i = 0; i < 20; i++)
            average.Update(1.25);

        Assert.True(average.TryGet(out double got));
        Assert.Equal(1.25, got);
    }

    [Fact]
    public void Update_ManyValues_AllocatesNothing()
    {
        SimpleMovingAverage average = new(20);
        double sum = 0;

        long allocated = Allocation.BytesOfWarmRun(() =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                average.Update(i);
                if (average.TryGet(out double got))
                    sum += got;
            }
        });

        Assert.Equal(0, allocated);
        Assert.True(sum > 0);
    }
}

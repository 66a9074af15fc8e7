using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.MarketData;

public sealed class MinutePathTests
{
    private static readonly Timestamp Start = Timestamp.Utc(2025, 9, 1);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(60)]
    [InlineData(1440)]
    public void LongCandles_WalkedThroughMinutes_AreBuiltAgainAsTheyWereEachWithItsLastMinute(int length)
    {
        Candle[] candles = [.. RandomCandles(length)];
        BarBuilder builder = new(BarSize.Minutes(length));
        List<Candle> built = [];
        foreach (Candle candle in candles)
        {
            List<Candle> minutes = [];
            MinutePath.Expand(candle, length, minutes);
            Assert.All(minutes, m => Assert.True(m.IsConsistent && m.OpenTime == m.OpenTime.FloorTo(TimeSpan.FromMinutes(1))));
            Assert.Equal(minutes.OrderBy(m => m.OpenTime).DistinctBy(m => m.OpenTime), minutes);
            foreach (Candle minute in minutes)
            {
                if (builder.Add(minute, 1, out Candle bar))
                    built.Add(bar);
            }
            Assert.False(builder.TryGetOpen(out _));
        }
        Assert.Equal(candles, built);
    }

    [Fact]
    public void MinuteCandle_WalkedThrough_IsItself()
    {
        Candle candle = RandomCandles(1).First();
        List<Candle> minutes = [];
        MinutePath.Expand(candle, 1, minutes);

        Assert.Equal(candle, Assert.Single(minutes));
    }

    private static IEnumerable<Candle> RandomCandles(int minutes)
    {
        SeededRandom random = new((ulong)minutes);
        for (int i = 0; i < 300; i++)
        {
            long open = 100 + random.NextInt(5), close = 100 + random.NextInt(5);
            yield return new Candle(
                Start + TimeSpan.FromMinutes(minutes * (i + i / 7)), Price.Of(open), Price.Of(Math.Max(open, close) + random.NextInt(3)),
                Price.Of(Math.Min(open, close) - random.NextInt(3)), Price.Of(close), Quantity.FromUnits(random.NextInt(3) == 0 ? random.NextInt(4) : random.NextInt(1_000_000)));
        }
    }
}

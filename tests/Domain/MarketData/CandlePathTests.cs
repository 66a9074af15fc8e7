using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.MarketData;

public sealed class CandlePathTests
{
    private static readonly Timestamp Open = Timestamp.Utc(2025, 9, 1);

    [Theory]
    [InlineData(100, 110, 95, 105, "100 95 110 105")]
    [InlineData(100, 103, 90, 95, "100 103 90 95")]
    [InlineData(100, 105, 95, 100, "100 95 105 100")]
    [InlineData(100, 110, 100, 105, "100 110 105")]
    [InlineData(100, 110, 100, 110, "100 110")]
    [InlineData(100, 110, 100, 100, "100 110 100")]
    [InlineData(100, 110, 90, 110, "100 90 110")]
    [InlineData(100, 100, 90, 90, "100 90")]
    [InlineData(100, 100, 100, 100, "100")]
    public void Expand_Candle_WalksOpenNearExtremeFarExtremeClose(int open, int high, int low, int close, string path) =>
        Assert.Equal(path, string.Join(' ', Expand(Candle(open, high, low, close, 8)).Select(t => t.Price)));

    [Fact]
    public void Expand_OneMinute_SpreadsTradesFromTheOpenTimeAndSharesTheVolume()
    {
        Trade[] trades = Expand(new Candle(Open, Price.Of(100), Price.Of(110), Price.Of(95), Price.Of(105), Quantity.FromUnits(10)));

        Assert.Equal([0, 15, 30, 45], trades.Select(t => (int)(t.Time - Open).TotalSeconds));
        Assert.Equal([3, 3, 2, 2], trades.Select(t => (int)t.Quantity.Units));
        Assert.Equal([OrderSide.Buy, OrderSide.Sell, OrderSide.Buy, OrderSide.Sell], trades.Select(t => t.Taker));
    }

    [Fact]
    public void Expand_FallingCandleOfOnePriceStep_TakerSells() =>
        Assert.All(Expand(Candle(100, 100, 90, 90, 1)), t => Assert.Equal(OrderSide.Sell, t.Taker));

    [Fact]
    public void Expand_RandomCandles_FoldsBackToTheSameCandle()
    {
        const int seed = 20250901;
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++)
        {
            Candle candle = RandomCandle(random);
            int minutes = random.Next(1, 61);
            Trade[] trades = Expand(candle, minutes);

            string what = $"seed {seed}, case {i}: {candle}";
            Assert.True(candle == Fold(trades), what);
            Assert.True(trades[0].Time == Open && trades[^1].Time < Open + TimeSpan.FromMinutes(minutes), what);
            Assert.True(trades.Zip(trades.Skip(1)).All(p => p.First.Time < p.Second.Time && p.First.Price != p.Second.Price), what);
            Assert.True(candle.Volume.Units < trades.Length || trades.All(t => !t.Quantity.IsZero), what);
        }
    }

    private static Candle RandomCandle(Random random)
    {
        int range = random.Next(1, 6);
        long[] prices = [.. Enumerable.Range(0, 4).Select(_ => 1000L + random.Next(range))];
        Int128 volume = random.Next(3) switch
        {
            0 => random.Next(8),
            1 => random.NextInt64(),
            _ => (Int128)random.NextInt64() * random.Next(2, 1_000_000),
        };
        return new Candle(Open, new Price(prices[0]), new Price(prices.Max()), new Price(prices.Min()), new Price(prices[1]), Quantity.FromUnits(volume));
    }

    private static Candle Fold(Trade[] trades) => new(
        trades[0].Time, trades[0].Price, trades.Max(t => t.Price), trades.Min(t => t.Price), trades[^1].Price,
        trades.Aggregate(Quantity.Zero, (sum, t) => sum + t.Quantity));

    private static Trade[] Expand(Candle candle, int minutes = 1)
    {
        var room = new Trade[CandlePath.MaxTrades];
        return room[..CandlePath.Expand(candle, minutes, room)];
    }

    private static Candle Candle(int open, int high, int low, int close, int volume) =>
        new(Open, Price.Of(open), Price.Of(high), Price.Of(low), Price.Of(close), Quantity.Of(volume));
}

using CoinPilot.MarketData;
using CoinPilot.Tests.Indicators;

namespace CoinPilot.Tests.MarketData;

/// <summary>Longer bars of one-minute candles against grouping them, on real and on made-up candles.</summary>
public sealed class BarGroupingTests
{
    public static TheoryData<string, string> RealRuns =>
        [.. new[] { "BTC", "DOGE" }.SelectMany(_ => new[] { "1h", "1d", "1d KST", "7m" }, (coin, size) => (coin, size))];

    [Theory]
    [MemberData(nameof(RealRuns))]
    public void BarBuilder_OfRealMinutes_EqualsGroupingThem(string coin, string name)
    {
        Candle[]? minutes = BarSeries.RealCandles(coin, 50_000);
        Assert.SkipWhen(minutes is null, $"shared/data has no candles of {coin} on this machine");
        BarSize size = new[] { BarSize.Hours(1), BarSize.Day(TradingDay.Utc), BarSize.Day(TradingDay.Kst), BarSize.Minutes(7) }.Single(s => s.ToString() == name);
        List<Candle> expected = NaiveBars.Of(minutes, size);

        Assert.True(expected.Count > 30);
        Assert.Equal(expected, Built(minutes, size));
    }

    [Fact]
    public void BarBuilder_OfAnyMinutesAndSize_EqualsGroupingThem() => Property.Holds(200, random =>
    {
        BarSize size = BarSize.Minutes(random.Next(1, 1441), random.Next(2) == 0 ? TradingDay.Utc : TradingDay.Kst);
        List<Candle> source = Candles.Walk(random, 300, oneGapIn: 1 + random.Next(30));

        Assert.Equal(NaiveBars.Of(source, size), Built(source, size));
    });

    private static List<Candle> Built(IReadOnlyList<Candle> minutes, BarSize size)
    {
        BarBuilder bars = new(size);
        List<Candle> built = [];
        foreach (Candle minute in minutes)
        {
            if (bars.CloseBefore(minute.OpenTime, out Candle earlier))
                built.Add(earlier);
            if (bars.Add(minute, 1, out Candle ended))
            {
                Assert.True(minute.OpenTime + TimeSpan.FromMinutes(1) >= size.Around(minute.OpenTime).End, "a bar closed before its end");
                built.Add(ended);
            }
        }
        if (bars.TryGetOpen(out Candle open))
            built.Add(open);
        return built;
    }
}

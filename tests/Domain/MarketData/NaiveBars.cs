using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.MarketData;

/// <summary>Bars the slow and obvious way: sort everything into its bar, then take first, highest, lowest, last and sum.</summary>
internal static class NaiveBars
{
    public static List<Candle> Of(IEnumerable<Candle> minutes, BarSize size) =>
        [.. minutes.GroupBy(c => StartOf(c.OpenTime, size)).Select(bar => new Candle(
            bar.Key, bar.First().Open, bar.Max(c => c.High), bar.Min(c => c.Low), bar.Last().Close,
            Quantity.FromUnits(bar.Aggregate(Int128.Zero, (sum, c) => sum + c.Volume.Units))))];

    public static Candle Of(IReadOnlyList<Trade> trades, Timestamp start) => new(
        start, trades[0].Price, trades.Max(t => t.Price), trades.Min(t => t.Price), trades[^1].Price,
        Quantity.FromUnits(trades.Aggregate(Int128.Zero, (sum, t) => sum + t.Quantity.Units)));

    public static List<Trade> Trades(Random random, int count)
    {
        List<Trade> trades = [];
        Timestamp time = Candles.Start;
        long price = 1_000;
        for (int i = 1; i <= count; i++)
        {
            time += TimeSpan.FromMilliseconds(random.Next(1, 60_000));
            price = Math.Max(10, price + random.Next(-9, 10));
            trades.Add(new Trade(time, Price.Of(price), Quantity.FromUnits(random.Next(1, 500_000_000)), OrderSide.Buy, i));
        }
        return trades;
    }

    // Through the calendar, not through arithmetic on microseconds.
    private static Timestamp StartOf(Timestamp time, BarSize size)
    {
        TimeSpan offset = size.ToString().EndsWith("KST", StringComparison.Ordinal) ? TimeSpan.FromHours(9) : TimeSpan.Zero;
        DateTimeOffset local = time.ToDateTimeOffset().ToOffset(offset);
        int minute = (int)local.TimeOfDay.TotalMinutes;
        DateTimeOffset midnight = new(local.Date, offset);
        return Timestamp.From(midnight.AddMinutes(minute - minute % size.TotalMinutes));
    }
}

using CoinPilot.Values;

namespace CoinPilot.MarketData;

/// <summary>
/// A longer candle as one-minute candles, where none are known: the prices of <see cref="CandlePath"/> in as many of its minutes, spread evenly from its first
/// to its last, so that whoever builds bars of them has each whole at its end. The minutes between have no trade.
/// </summary>
public static class MinutePath
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Adds the minutes, 1 to 4 and two at least where the candle has two; together they have its prices and its volume.</summary>
    /// <param name="candle">Must be consistent.</param>
    /// <param name="minutes">The candle's length.</param>
    /// <param name="into">Takes them, oldest first.</param>
    public static void Expand(in Candle candle, int minutes, List<Candle> into)
    {
        if (minutes == 1)
        {
            into.Add(candle);
            return;
        }
        Span<Trade> path = stackalloc Trade[CandlePath.MaxTrades];
        int count = CandlePath.Expand(candle, minutes, path);
        if (count == 1)
        {
            Int128 half = candle.Volume.Units / 2;
            path[1] = path[0] with { Quantity = Quantity.FromUnits(half) };
            path[0] = path[0] with { Quantity = Quantity.FromUnits(candle.Volume.Units - half) };
            count = 2;
        }
        int last = -1;
        for (int i = 0; i < count; i++)
        {
            int minute = i * (minutes - 1) / (count - 1);
            Trade trade = path[i];
            if (minute == last)
                into[^1] = Joined(into[^1], trade);
            else
                into.Add(new Candle(candle.OpenTime + minute * Minute, trade.Price, trade.Price, trade.Price, trade.Price, trade.Quantity));
            last = minute;
        }
    }

    private static Candle Joined(in Candle minute, in Trade trade) => minute with
    {
        High = Price.Max(minute.High, trade.Price), Low = Price.Min(minute.Low, trade.Price), Close = trade.Price, Volume = minute.Volume + trade.Quantity,
    };
}

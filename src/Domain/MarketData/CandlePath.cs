using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.MarketData;

/// <summary>
/// The path that prices are taken to have walked inside a candle: open, the extreme nearer to the open (the low when both are as near),
/// the other extreme, close; steps that stay on one price are merged. One assumption for backtest, simulation and replay.
/// </summary>
public static class CandlePath
{
    /// <summary>The most trades that one candle expands to.</summary>
    public const int MaxTrades = 4;

    private const long MicrosPerMinute = 60_000_000;

    /// <summary>
    /// Writes the path as trades and returns their number, 1 to <see cref="MaxTrades"/>. They fold back to the same candle: the first is at
    /// its open time, the others are spread evenly before its end, and quantities add up to its volume, in shares equal to the last unit
    /// (so none is zero unless the volume has fewer units than there are trades). The taker buys where the price rose, else sells;
    /// a first trade takes the candle's own direction. Sequential ids are 0.
    /// </summary>
    /// <param name="candle">Must be consistent.</param>
    /// <param name="intervalMinutes">The candle's length.</param>
    /// <param name="trades">Room for <see cref="MaxTrades"/>.</param>
    public static int Expand(in Candle candle, int intervalMinutes, Span<Trade> trades)
    {
        Span<Price> path = stackalloc Price[MaxTrades];
        int count = Walk(candle, path);
        (Int128 share, int extra) = Split(candle.Volume.Units, count);
        long step = intervalMinutes * MicrosPerMinute / count;
        OrderSide taker = candle.Close >= candle.Open ? OrderSide.Buy : OrderSide.Sell;
        for (int i = 0; i < count; i++)
        {
            if (i > 0)
                taker = path[i] > path[i - 1] ? OrderSide.Buy : OrderSide.Sell;
            trades[i] = new Trade(
                new Timestamp(candle.OpenTime.UnixMicros + i * step), path[i],
                Quantity.FromUnits(i < extra ? share + 1 : share), taker, SequentialId: 0);
        }
        return count;
    }

    private static int Walk(in Candle candle, Span<Price> path)
    {
        bool lowFirst = candle.Open.Units - candle.Low.Units <= candle.High.Units - candle.Open.Units;
        Price near = lowFirst ? candle.Low : candle.High;
        Price far = lowFirst ? candle.High : candle.Low;
        int count = 0;
        path[count++] = candle.Open;
        if (near != path[count - 1])
            path[count++] = near;
        if (far != path[count - 1])
            path[count++] = far;
        if (candle.Close != path[count - 1])
            path[count++] = candle.Close;
        return count;
    }

    private static (Int128 Share, int Extra) Split(Int128 volume, int count)
    {
        // A 64-bit division costs a tenth of a 128-bit one, and nearly every candle's volume fits.
        if (volume <= long.MaxValue)
        {
            (ulong share, ulong extra) = Math.DivRem((ulong)volume, (ulong)count);
            return (share, (int)extra);
        }
        (Int128 wide, Int128 rest) = Int128.DivRem(volume, count);
        return (wide, (int)rest);
    }
}

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
        bool lowFirst = candle.Open.Units - candle.Low.Units <= candle.High.Units - candle.Open.Units;
        Price near = lowFirst ? candle.Low : candle.High;
        Price far = lowFirst ? candle.High : candle.Low;

        // The far extreme equals the open, or the near one, only in a candle of one price.
        bool hasNear = near != candle.Open;
        bool hasFar = far != near;
        bool hasClose = candle.Close != far;
        int count = 1 + (hasNear ? 1 : 0) + (hasFar ? 1 : 0) + (hasClose ? 1 : 0);

        var steps = new Steps(candle, (long)Share((ulong)(intervalMinutes * MicrosPerMinute), count), count);
        OrderSide towardNear = lowFirst ? OrderSide.Sell : OrderSide.Buy;
        OrderSide towardFar = lowFirst ? OrderSide.Buy : OrderSide.Sell;
        trades = trades[..MaxTrades];
        int at = 0;
        trades[at] = steps.At(at, candle.Open, candle.Close >= candle.Open ? OrderSide.Buy : OrderSide.Sell);
        if (hasNear)
            trades[++at] = steps.At(at, near, towardNear);
        if (hasFar)
            trades[++at] = steps.At(at, far, towardFar);
        if (hasClose)
            trades[++at] = steps.At(at, candle.Close, towardNear);
        return count;
    }

    /// <summary>Division by constants, which costs a fraction of a general one; every backtested candle comes through here.</summary>
    private static ulong Share(ulong whole, int count) => count switch
    {
        1 => whole,
        2 => whole / 2,
        3 => whole / 3,
        _ => whole / 4,
    };

    /// <summary>Times and quantities of a candle cut into so many trades.</summary>
    private readonly struct Steps
    {
        private readonly long _openMicros;
        private readonly long _stepMicros;
        private readonly Int128 _share;
        private readonly int _extra;

        public Steps(in Candle candle, long stepMicros, int count)
        {
            _openMicros = candle.OpenTime.UnixMicros;
            _stepMicros = stepMicros;
            Int128 volume = candle.Volume.Units;
            if (volume <= long.MaxValue)
            {
                ulong whole = (ulong)volume;
                ulong share = Share(whole, count);
                _share = share;
                _extra = (int)(whole - share * (ulong)count);
            }
            else
            {
                (_share, Int128 rest) = Int128.DivRem(volume, count);
                _extra = (int)rest;
            }
        }

        /// <summary>What division leaves over goes to the first trades, a unit each.</summary>
        public Trade At(int index, Price price, OrderSide taker) => new(
            new Timestamp(_openMicros + index * _stepMicros), price,
            Quantity.FromUnits(index < _extra ? _share + 1 : _share), taker, SequentialId: 0);
    }
}

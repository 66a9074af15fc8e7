using CoinPilot.Values;

namespace CoinPilot.Orders;

/// <summary>What an order may wait for. A stop guards against the price, a take-profit waits for it, a trailing stop follows its best.</summary>
public enum TriggerKind : byte { None = 0, Stop = 1, TakeProfit = 2, TrailingStop = 3 }

/// <summary>
/// When a waiting order is to be sent, by the last traded price. A level that is touched counts as reached.
/// </summary>
/// <param name="Price">The level; for a trailing stop the price from which on it trails, none for at once.</param>
/// <param name="TrailBps">How far a trailing stop lies behind the best price, in hundredths of a percent of it; 1 to 9,999.</param>
public readonly record struct Trigger(TriggerKind Kind, Price Price, int TrailBps)
{
    /// <summary>A trailing stop moves in steps of this share of its distance: each step is journaled, ticks between them are not.</summary>
    private const int StepsPerTrail = 10;

    public static Trigger None => default;

    public bool IsSet => Kind != TriggerKind.None;

    /// <summary>True when it has what its kind needs.</summary>
    public bool IsValid => Kind switch
    {
        TriggerKind.Stop or TriggerKind.TakeProfit => Price.IsSet && TrailBps == 0,
        TriggerKind.TrailingStop => TrailBps is > 0 and < 10_000,
        _ => this == None,
    };

    public static Trigger StopAt(Price price) => new(TriggerKind.Stop, price, 0);

    public static Trigger TakeProfitAt(Price price) => new(TriggerKind.TakeProfit, price, 0);

    public static Trigger Trailing(int bps, Price from = default) => new(TriggerKind.TrailingStop, from, bps);

    /// <summary>True when it fires as the price falls to its level, false when as it rises.</summary>
    public bool FiresBelow(OrderSide side) => (Kind == TriggerKind.TakeProfit) == (side == OrderSide.Buy);

    /// <summary>Where it fires; none while a trailing stop is not active.</summary>
    public Price LevelOf(OrderSide side, Price best)
    {
        if (Kind != TriggerKind.TrailingStop)
            return Price;
        if (!best.IsSet)
            return Price.None;
        long distance = DistanceOf(best);
        return new Price(side == OrderSide.Sell ? best.Units - distance : best.Units + distance);
    }

    public bool IsHit(OrderSide side, Price last, Price best)
    {
        Price level = LevelOf(side, best);
        return level.IsSet && (FiresBelow(side) ? last <= level : last >= level);
    }

    /// <summary>
    /// The best price to journal now that the last one is <paramref name="last"/>, or none when the stop stays where it is. Only what is
    /// journaled moves the level, so that a restart never loosens it.
    /// </summary>
    public Price Advance(OrderSide side, Price last, Price best)
    {
        if (Kind != TriggerKind.TrailingStop)
            return Price.None;
        bool sell = side == OrderSide.Sell;
        if (!best.IsSet)
            return !Price.IsSet || (sell ? last >= Price : last <= Price) ? last : Price.None;
        long step = Math.Max(1, DistanceOf(best) / StepsPerTrail);
        return (sell ? last.Units >= best.Units + step : last.Units <= best.Units - step) ? last : Price.None;
    }

    /// <summary>Narrows the range of prices, both ends excluded, in which neither this fires nor its stop moves.</summary>
    public void Narrow(OrderSide side, Price best, ref long above, ref long below)
    {
        Price level = LevelOf(side, best);
        if (level.IsSet && FiresBelow(side))
            above = Math.Max(above, level.Units);
        else if (level.IsSet)
            below = Math.Min(below, level.Units);
        if (Kind != TriggerKind.TrailingStop)
            return;
        long step = best.IsSet ? Math.Max(1, DistanceOf(best) / StepsPerTrail) : 0;
        Price from = best.IsSet ? best : Price;
        if (side == OrderSide.Sell)
            below = Math.Min(below, from.Units + step);
        else
            above = Math.Max(above, from.IsSet ? from.Units - step : long.MaxValue);
    }

    private long DistanceOf(Price best) => Math.Max(1, (long)((Int128)best.Units * TrailBps / 10_000));
}

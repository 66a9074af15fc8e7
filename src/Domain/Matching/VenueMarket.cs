using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>A market of a <see cref="VenueCore"/> and the account's holding of its base currency. A handle: read it, act through the core.</summary>
public sealed class VenueMarket
{
    internal VenueMarket(Symbol symbol, VenueRules rules)
    {
        Symbol = symbol;
        Rules = rules;
    }

    public Symbol Symbol { get; }

    /// <summary>The tape's last price; none before the first trade.</summary>
    public Price LastPrice { get; internal set; }

    /// <summary>Base currency to use.</summary>
    public Quantity Free { get; internal set; }

    /// <summary>Base currency in open sell orders.</summary>
    public Quantity Locked { get; internal set; }

    /// <summary>What was paid for the holding, fees left out.</summary>
    public Money Cost { get; internal set; }

    /// <summary>What one unit of the holding cost on average, fees left out; none when nothing is held.</summary>
    public Price AverageBuyPrice
    {
        get
        {
            Int128 held = (Free + Locked).Units;
            return held == 0 ? Price.None : new Price((long)Fixed.MultiplyDivideDown(Cost.Units, Fixed.One, held));
        }
    }

    /// <summary>True when a limit order waits; without one the tape's path between two prices changes nothing.</summary>
    public bool HasResting => BidReach > 0 || AskReach < long.MaxValue;

    public VenueRules Rules { get; }

    internal RestingOrders Bids { get; } = new(OrderSide.Buy);

    internal RestingOrders Asks { get; } = new(OrderSide.Sell);

    // A trade below the one or above the other may fill a resting limit, so that a trade that reaches none costs two comparisons.
    internal long BidReach { get; private set; }

    internal long AskReach { get; private set; } = long.MaxValue;

    /// <summary>The synthetic levels that a taker on <paramref name="side"/> would meet now.</summary>
    public Ladder LadderFor(OrderSide side) => new(Rules, LastPrice, side);

    /// <summary>The prices that a taker on <paramref name="side"/> would meet now, this account's own orders included.</summary>
    public BookWalk WalkFor(OrderSide side) => new(this, side);

    /// <summary>The best of this account's resting bids; none without one.</summary>
    public Price OwnBestBid => Bids.IsEmpty ? Price.None : Bids.Best.Limit;

    /// <summary>The best of this account's resting asks; none without one.</summary>
    public Price OwnBestAsk => Asks.IsEmpty ? Price.None : Asks.Best.Limit;

    /// <summary>The resting orders that a taker on <paramref name="side"/> meets.</summary>
    internal RestingOrders RestingAgainst(OrderSide side) => side == OrderSide.Buy ? Asks : Bids;

    internal void Rest(OpenOrder order)
    {
        order.Ahead = Rules.Fill.QueueAt(order.Limit, Rules);
        (order.Side == OrderSide.Buy ? Bids : Asks).Add(order);
        NoteBest();
    }

    internal void Unrest(OpenOrder order)
    {
        (order.Side == OrderSide.Buy ? Bids : Asks).Remove(order);
        NoteBest();
    }

    private void NoteBest()
    {
        int touch = Rules.Fill.FillsAtTouch ? 1 : 0;
        BidReach = Bids.IsEmpty ? 0 : Bids.Best.Limit.Units + touch;
        AskReach = Asks.IsEmpty ? long.MaxValue : Asks.Best.Limit.Units - touch;
    }
}

using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>
/// An order stands behind what others had at its price when it came to rest. Trades at the price, of takers of the other side, serve them first and then
/// the order; a trade through the price fills it at once. Nobody before it cancels: an order waits longer than at a venue.
/// </summary>
/// <param name="share">As <see cref="FillModel"/> has it.</param>
/// <param name="ahead">What stands before it, in parts per million of a level's <see cref="VenueRules.FundsAt"/>; 0 or more.</param>
public sealed class QueueFill(int share, int ahead) : FillModel(share)
{
    private readonly int _ahead = ahead >= 0 ? ahead : throw new ArgumentOutOfRangeException(nameof(ahead), ahead, "nobody stands behind nobody");

    public override bool FillsAtTouch => true;

    public override Quantity QueueAt(Price price, VenueRules rules) =>
        new Money(Fixed.MultiplyDivideDown(rules.FundsAt(price).Units, _ahead, 1_000_000)).QuantityDown(price);

    internal override Quantity Reaching(OpenOrder order, in Trade trade, Quantity quantity)
    {
        if (trade.Taker == order.Side)
            return Quantity.Zero;
        Quantity served = Quantity.Min(order.Ahead, quantity);
        order.Ahead -= served;
        return quantity - served;
    }
}

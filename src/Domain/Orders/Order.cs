using CoinPilot.Values;

namespace CoinPilot.Orders;

/// <summary>
/// An order of ours. A market buy has <paramref name="Funds"/> (KRW to spend, fee on top); every other has <paramref name="Quantity"/>.
/// </summary>
/// <param name="ReferencePrice">The last price when the order was decided; slippage is measured against it.</param>
/// <param name="TradeIds">The venue's trades already booked, so that a repeated report books nothing.</param>
public sealed record Order(
    ClientOrderId Id, string Strategy, OrderSide Side, OrderType Type, TimeInForce TimeInForce,
    Quantity Quantity, Price Price, Money Funds, Price ReferencePrice, Timestamp IntendedAt,
    OrderStatus Status, string VenueOrderId, Quantity Filled, Money FilledFunds, Money Fees, ValueList<string> TradeIds)
{
    /// <summary>True when nothing more can happen to it.</summary>
    public bool IsClosed => Status is OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Rejected;

    /// <summary>What the order may still spend, fee included; zero for a sell.</summary>
    public Money Committed(FeeRate fee)
    {
        if (Side == OrderSide.Sell)
            return Money.Zero;
        Money total = Type == OrderType.Market ? Funds : Money.NotionalDown(Price, Quantity);
        Money rest = Money.Max(Money.Zero, total - FilledFunds);
        return rest + rest.FeeDown(fee);
    }

    /// <summary>What a sell may still deliver; zero for a buy.</summary>
    public Quantity RemainingSell => Side == OrderSide.Sell ? Quantity - Filled : Quantity.Zero;
}

using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>The one place where an order changes; what leaves the core are its immutable snapshots.</summary>
internal sealed class OpenOrder(VenueMarket market, VenueOrder order, long sequence)
{
    public VenueMarket Market { get; } = market;

    /// <summary>Rises with every order placed: time priority.</summary>
    public long Sequence { get; } = sequence;

    public VenueOrder Order { get; private set; } = order;

    public FillList Fills { get; private set; } = FillList.Empty;

    public OrderSide Side => Order.Request.Side;

    public Price Limit => Order.Request.Price;

    public Quantity Remaining => Order.Request.Quantity - Order.Executed;

    public Money RemainingFunds => Order.Request.Funds - Order.ExecutedFunds;

    public bool IsMarketBuy => Order.Request is { Side: OrderSide.Buy, Type: OrderType.Market };

    public bool IsFilled => IsMarketBuy ? RemainingFunds.IsZero : Remaining.IsZero;

    public void Add(VenueFill fill, Money locked)
    {
        Fills = Fills.Append(fill);
        Order = Order with
        {
            Executed = Order.Executed + fill.Quantity,
            ExecutedFunds = Order.ExecutedFunds + fill.Funds,
            PaidFee = Order.PaidFee + fill.Fee,
            Locked = locked,
            Fills = Fills,
        };
    }

    public void Finish(VenueOrderState state) => Order = Order with { State = state, Locked = Money.Zero };
}

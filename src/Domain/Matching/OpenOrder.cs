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

    /// <summary>What others still have before it at its price, where the fill model counts that.</summary>
    public Quantity Ahead { get; set; }

    /// <summary>The neighbours in its <see cref="PriceLevel"/>.</summary>
    public OpenOrder? Previous { get; set; }

    public OpenOrder? Next { get; set; }

    public OrderSide Side => Order.Request.Side;

    public Price Limit => Order.Request.Price;

    public Quantity Remaining => Order.Request.Quantity - Order.Executed - Order.Prevented.Volume;

    public Money RemainingFunds => Order.Request.Funds - Order.ExecutedFunds - Order.Prevented.Funds;

    /// <summary>True when nothing is left to execute.</summary>
    public bool IsExhausted => Order.Request.StatesFunds ? RemainingFunds.IsZero : Remaining.IsZero;

    /// <summary>How it ends now: done only when all of it was executed.</summary>
    public VenueOrderState EndState => IsExhausted && Order.Prevented.IsNone ? VenueOrderState.Done : VenueOrderState.Cancelled;

    /// <summary>What it would take at <paramref name="price"/>.</summary>
    public Quantity WantedAt(Price price) => Order.Request.StatesFunds ? RemainingFunds.QuantityDown(price) : Remaining;

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

    public void Prevent(Prevention all, Money locked) => Order = Order with { Prevented = all, Locked = locked };

    public void Finish(VenueOrderState state) => Order = Order with { State = state, Locked = Money.Zero };
}

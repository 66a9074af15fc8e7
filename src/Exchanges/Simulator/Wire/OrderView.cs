using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>An order in the venue's own terms, for its streams and its REST answers. All amounts in units of 1e-8; null is "has none".</summary>
internal readonly struct OrderView(VenueOrder order)
{
    private VenueOrderRequest Request => order.Request;

    private bool IsBuy => Request.Side == OrderSide.Buy;

    public bool IsOpen => order.State == VenueOrderState.Waiting;

    /// <summary><c>price</c> is a market buy, <c>market</c> a market sell.</summary>
    public string OrdType => Request.Type switch
    {
        OrderType.Limit => "limit",
        OrderType.Best => "best",
        _ => IsBuy ? "price" : "market",
    };

    public string State => order.State switch
    {
        VenueOrderState.Waiting => "wait",
        VenueOrderState.Done => "done",
        _ => "cancel",
    };

    public string? TimeInForce => Request.TimeInForce switch
    {
        Orders.TimeInForce.Ioc => "ioc",
        Orders.TimeInForce.Fok => "fok",
        Orders.TimeInForce.PostOnly => "post_only",
        _ => null,
    };

    /// <summary>None where nothing was chosen, unless the rules <paramref name="terms"/> always show it.</summary>
    public string? SmpType(VenueTerms terms) => Request.SelfMatch switch
    {
        SelfMatch.CancelMaker => "cancel_maker",
        SelfMatch.CancelTaker => "cancel_taker",
        SelfMatch.Reduce => "reduce",
        _ => terms.KnowsNone ? "none" : null,
    };

    public string? Identifier => Request.Identifier.Length > 0 ? Request.Identifier : null;

    /// <summary>A limit's price per coin, the total of an order that states money.</summary>
    public Int128? Price => Request.Type == OrderType.Limit ? Request.Price.Units : Request.StatesFunds ? Request.Funds.Units : null;

    public Int128? Volume => Request.StatesFunds ? null : Request.Quantity.Units;

    public Int128? RemainingVolume => Request.StatesFunds ? null : Remaining.Units;

    public Int128 AveragePrice => order.Executed.IsZero
        ? 0
        : Fixed.MultiplyDivideDown(order.ExecutedFunds.Units, Fixed.One, order.Executed.Units);

    /// <summary>KRW for a buy, coins for a sell; nothing once the order has ended.</summary>
    public Int128 Locked => !IsOpen ? 0 : IsBuy ? order.Locked.Units : Remaining.Units;

    public Int128 RemainingFee => IsOpen && IsBuy ? (order.Locked - OpenFunds).Units : 0;

    /// <summary>KRW with the fee for a buy, coins for a sell.</summary>
    public Int128 PreventedLocked => IsBuy ? order.Prevented.Locked.Units : order.Prevented.Volume.Units;

    private Quantity Remaining => Request.Quantity - order.Executed - order.Prevented.Volume;

    private Money OpenFunds => Request.StatesFunds
        ? Request.Funds - order.ExecutedFunds - order.Prevented.Funds
        : Money.NotionalDown(Request.Price, Remaining);
}

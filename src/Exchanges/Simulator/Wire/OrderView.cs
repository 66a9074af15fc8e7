using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>An order in the venue's own terms, for its streams and its REST answers. All amounts in units of 1e-8; null is "has none".</summary>
internal readonly struct OrderView(VenueOrder order)
{
    private VenueOrderRequest Request => order.Request;

    private bool IsBuy => Request.Side == OrderSide.Buy;

    private bool IsMarketBuy => IsBuy && Request.Type == OrderType.Market;

    public bool IsOpen => order.State == VenueOrderState.Waiting;

    /// <summary><c>price</c> is a market buy, <c>market</c> a market sell.</summary>
    public string OrdType => Request.Type == OrderType.Limit ? "limit" : IsBuy ? "price" : "market";

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

    public string? Identifier => Request.Identifier.Length > 0 ? Request.Identifier : null;

    /// <summary>A limit's price per coin, a market buy's total.</summary>
    public Int128? Price => Request.Type == OrderType.Limit ? Request.Price.Units : IsBuy ? Request.Funds.Units : null;

    public Int128? Volume => IsMarketBuy ? null : Request.Quantity.Units;

    public Int128? RemainingVolume => IsMarketBuy ? null : (Request.Quantity - order.Executed).Units;

    public Int128 AveragePrice => order.Executed.IsZero
        ? 0
        : Fixed.MultiplyDivideDown(order.ExecutedFunds.Units, Fixed.One, order.Executed.Units);

    /// <summary>KRW for a buy, coins for a sell; nothing once the order has ended.</summary>
    public Int128 Locked => !IsOpen ? 0 : IsBuy ? order.Locked.Units : (Request.Quantity - order.Executed).Units;

    public Int128 RemainingFee => IsOpen && IsBuy ? (order.Locked - OpenFunds).Units : 0;

    private Money OpenFunds => IsMarketBuy
        ? Request.Funds - order.ExecutedFunds
        : Money.NotionalDown(Request.Price, Request.Quantity - order.Executed);
}

using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>The account's money: what an order locks, what a fill moves, what the end of an order gives back. Nothing here ever goes below zero.</summary>
internal sealed class VenueAccount(FeeRate fee, Money openingCash)
{
    public Money Free { get; private set; } = openingCash;

    public Money Locked { get; private set; }

    /// <summary>A buy locks the most that its open part can cost, fee included; a sell locks no money.</summary>
    public Money LockFor(VenueOrderRequest request, Quantity executed, Money executedFunds)
    {
        if (request.Side == OrderSide.Sell)
            return Money.Zero;
        Money open = request.Type == OrderType.Market
            ? request.Funds - executedFunds
            : Money.NotionalDown(request.Price, request.Quantity - executed);
        return open + open.FeeDown(fee);
    }

    public bool CanLock(VenueMarket market, VenueOrderRequest request) => request.Side == OrderSide.Buy
        ? LockFor(request, Quantity.Zero, Money.Zero) <= Free
        : request.Quantity <= market.Free;

    public void Lock(OpenOrder order)
    {
        Free -= order.Order.Locked;
        Locked += order.Order.Locked;
        if (order.Side == OrderSide.Sell)
            Move(order.Market, order.Order.Request.Quantity);
    }

    /// <summary>
    /// Both the value and the fee are cut off per fill, and cut parts never add up to more than the cut whole; so what stays locked
    /// plus what was spent never exceeds what was locked, and the difference is free at once.
    /// </summary>
    public void Settle(OpenOrder order, VenueFill fill)
    {
        VenueMarket market = order.Market;
        if (order.Side == OrderSide.Sell)
        {
            market.Cost -= market.Cost.ShareDown(fill.Quantity, market.Free + market.Locked);
            market.Locked -= fill.Quantity;
            Free += fill.Funds - fill.Fee;
            order.Add(fill, Money.Zero);
            return;
        }
        VenueOrder before = order.Order;
        Money locked = LockFor(before.Request, before.Executed + fill.Quantity, before.ExecutedFunds + fill.Funds);
        Locked -= before.Locked - locked;
        Free += before.Locked - locked - fill.Funds - fill.Fee;
        market.Free += fill.Quantity;
        market.Cost += fill.Funds;
        order.Add(fill, locked);
    }

    public void Release(OpenOrder order)
    {
        Free += order.Order.Locked;
        Locked -= order.Order.Locked;
        if (order.Side == OrderSide.Sell)
            Unmove(order.Market, order.Remaining);
    }

    private static void Move(VenueMarket market, Quantity quantity)
    {
        market.Free -= quantity;
        market.Locked += quantity;
    }

    private static void Unmove(VenueMarket market, Quantity quantity)
    {
        market.Free += quantity;
        market.Locked -= quantity;
    }
}

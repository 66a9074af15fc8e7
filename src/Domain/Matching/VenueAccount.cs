using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>The account's money: what an order locks, what a fill moves, what the end of an order gives back. Nothing here ever goes below zero.</summary>
internal sealed class VenueAccount(FeeRate fee, Money openingCash)
{
    public Money Free { get; private set; } = openingCash;

    public Money Locked { get; private set; }

    /// <summary>A buy locks the most that its open part can cost, fee included; a sell locks no money.</summary>
    /// <param name="request">The order.</param>
    /// <param name="gone">Its quantity that is no longer open.</param>
    /// <param name="goneFunds">Its money that is no longer open.</param>
    public Money LockFor(VenueOrderRequest request, Quantity gone, Money goneFunds)
    {
        if (request.Side == OrderSide.Sell)
            return Money.Zero;
        Money open = request.StatesFunds
            ? request.Funds - goneFunds
            : Money.NotionalDown(request.Price, request.Quantity - gone);
        return open + open.FeeDown(fee);
    }

    /// <summary>True when there is enough for the order once <paramref name="released"/>, an open order of its market and side, is cancelled.</summary>
    public bool CanLock(VenueMarket market, VenueOrderRequest request, OpenOrder? released) => request.Side == OrderSide.Buy
        ? LockFor(request, Quantity.Zero, Money.Zero) <= Free + (released?.Order.Locked ?? Money.Zero)
        : request.Quantity <= market.Free + (released?.Remaining ?? Quantity.Zero);

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
        Money locked = LockFor(
            before.Request, before.Executed + before.Prevented.Volume + fill.Quantity, before.ExecutedFunds + before.Prevented.Funds + fill.Funds);
        Locked -= before.Locked - locked;
        Free += before.Locked - locked - fill.Funds - fill.Fee;
        market.Free += fill.Quantity;
        market.Cost += fill.Funds;
        order.Add(fill, locked);
    }

    /// <summary>Takes a part off the order unexecuted; <paramref name="funds"/> counts only where the order states money.</summary>
    public void Prevent(OpenOrder order, Quantity quantity, Money funds)
    {
        VenueOrder before = order.Order;
        Prevention was = before.Prevented;
        Prevention now = new(was.Volume + quantity, was.Funds + (before.Request.StatesFunds ? funds : Money.Zero), was.Locked);
        if (order.Side == OrderSide.Sell)
        {
            Unmove(order.Market, quantity);
            order.Prevent(now, Money.Zero);
            return;
        }
        Money locked = LockFor(before.Request, before.Executed + now.Volume, before.ExecutedFunds + now.Funds);
        Locked -= before.Locked - locked;
        Free += before.Locked - locked;
        order.Prevent(now with { Locked = was.Locked + before.Locked - locked }, locked);
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

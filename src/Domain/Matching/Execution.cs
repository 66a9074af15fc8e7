using System.Runtime.CompilerServices;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>Carries orders out: what a new one takes at once, what the tape fills of those that rest, and how they end.</summary>
internal sealed class Execution(VenueRules rules, VenueAccount account, OrderArchive archive, IVenueListener listener, Func<string> newId)
{
    /// <summary>All that an accepted order does at once; what is left of it rests or ends.</summary>
    public void Run(OpenOrder order, Timestamp now)
    {
        VenueOrderRequest request = order.Order.Request;
        if (MayTake(request, order.Market))
            Take(order, now);
        if (order.IsExhausted || request.Type != OrderType.Limit || request.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok || IsBarred(request, order.Market))
            Finish(order, order.EndState, now);
        else
            order.Market.Rest(order);
    }

    /// <summary>A trade of others fills the resting limits that it reaches, by no more than its market's model lets them have together.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void FillReached(VenueMarket market, in Trade trade)
    {
        FillModel model = market.Rules.Fill;
        Quantity left = FillThrough(market.Bids, trade, model.Available(trade));
        left = FillThrough(market.Asks, trade, left);
        if (!model.FillsAtTouch)
            return;
        left = FillTouched(market.Bids, model, trade, left);
        FillTouched(market.Asks, model, trade, left);
    }

    public void Finish(OpenOrder order, VenueOrderState state, Timestamp time)
    {
        End(order, state);
        listener.OnOrder(order.Order, null, time);
    }

    /// <summary>As <see cref="Finish"/>, and nobody is told.</summary>
    public void End(OpenOrder order, VenueOrderState state)
    {
        account.Release(order);
        order.Finish(state);
        archive.NoteFinished(order);
    }

    private static bool MayTake(VenueOrderRequest request, VenueMarket market) => request.TimeInForce switch
    {
        TimeInForce.PostOnly => false,
        TimeInForce.Fok => Reach.HoldsAll(market, request),
        _ => true,
    };

    private static bool IsBarred(VenueOrderRequest request, VenueMarket market) =>
        request.TimeInForce == TimeInForce.PostOnly && Reach.Meets(market, request);

    private void Take(OpenOrder taker, Timestamp now)
    {
        BookWalk walk = taker.Market.WalkFor(taker.Side);
        Price best = Price.None;
        while (!taker.IsExhausted && walk.MoveNext())
        {
            best = best.IsSet ? best : walk.Price;
            if (!Reach.Accepts(taker.Order.Request, walk.Price, best))
                return;
            Quantity wanted = taker.WantedAt(walk.Price);
            if (wanted.IsZero)
                return;
            Quantity taken = Quantity.Min(wanted, walk.Others);
            if (!taken.IsZero)
                Fill(taker, walk.Price, taken, LiquiditySide.Taker, now);
            if (walk.Own is { } own)
                TakeOwn(taker, own, now);
        }
    }

    /// <summary>Meets the account's own orders of one price, oldest first, as the taker's choice has it.</summary>
    private void TakeOwn(OpenOrder taker, PriceLevel level, Timestamp now)
    {
        Price price = level.Price;
        while (level.First is { } maker && taker.WantedAt(price) is { IsZero: false } wanted)
        {
            Quantity common = Quantity.Min(wanted, maker.Remaining);
            switch (taker.Order.Request.SelfMatch)
            {
                case SelfMatch.Allowed:
                    Fill(maker, price, common, LiquiditySide.Maker, now);
                    Fill(taker, price, common, LiquiditySide.Taker, now);
                    break;
                case SelfMatch.CancelMaker:
                    Prevent(maker, maker.Remaining, Money.Zero, now);
                    break;
                case SelfMatch.CancelTaker:
                    Prevent(taker, wanted, taker.RemainingFunds, now);
                    return;
                default:
                    Prevent(maker, common, Money.Zero, now);
                    Prevent(taker, common, Money.NotionalDown(price, common), now);
                    break;
            }
            // Where prices are tiny, cutting leaves a taker money that buys dust for nothing, again and again: so each order is met once.
            if (!EndExhausted(maker, now))
                return;
        }
    }

    private Quantity FillThrough(RestingOrders resting, in Trade trade, Quantity left)
    {
        while (!left.IsZero && resting.IsThrough(trade.Price))
        {
            OpenOrder order = resting.Best;
            order.Ahead = Quantity.Zero;
            Quantity filled = Quantity.Min(order.Remaining, left);
            left -= filled;
            Fill(order, order.Limit, filled, LiquiditySide.Maker, trade.Time);
            EndExhausted(order, trade.Time);
        }
        return left;
    }

    // Only one side can rest at the price of a trade. Orders of one price are served in their order; what comes between them is others'.
    private Quantity FillTouched(RestingOrders resting, FillModel model, in Trade trade, Quantity left)
    {
        if (resting.IsEmpty || resting.Best.Limit != trade.Price)
            return left;
        Quantity flow = trade.Quantity;
        for (OpenOrder? order = resting.Best; order is not null && !flow.IsZero;)
        {
            OpenOrder? next = order.Next;
            flow = model.Reaching(order, trade, flow);
            Quantity filled = Quantity.Min(Quantity.Min(order.Remaining, flow), left);
            flow -= filled;
            left -= filled;
            if (!filled.IsZero)
                Fill(order, order.Limit, filled, LiquiditySide.Maker, trade.Time);
            EndExhausted(order, trade.Time);
            order = next;
        }
        return left;
    }

    private bool EndExhausted(OpenOrder resting, Timestamp time)
    {
        if (!resting.IsExhausted)
            return false;
        resting.Market.Unrest(resting);
        Finish(resting, resting.EndState, time);
        return true;
    }

    private void Fill(OpenOrder order, Price price, Quantity quantity, LiquiditySide liquidity, Timestamp time)
    {
        Money funds = Money.NotionalDown(price, quantity);
        var fill = new VenueFill(newId(), price, quantity, funds, funds.FeeDown(rules.FeeOf(liquidity)), liquidity, time);
        account.Settle(order, fill);
        listener.OnOrder(order.Order, fill, time);
    }

    private void Prevent(OpenOrder order, Quantity quantity, Money funds, Timestamp time)
    {
        account.Prevent(order, quantity, funds);
        listener.OnPrevented(order.Order, time);
    }
}

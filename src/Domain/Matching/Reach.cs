using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>What of the book an order may take.</summary>
internal static class Reach
{
    /// <summary>A limit takes its own price or better, a market order any, a best order the best price alone.</summary>
    public static bool Accepts(VenueOrderRequest request, Price price, Price best) => request.Type switch
    {
        OrderType.Limit => request.Side == OrderSide.Buy ? price <= request.Price : price >= request.Price,
        OrderType.Best => price == best,
        _ => true,
    };

    /// <summary>True when a resting order would be met at once.</summary>
    public static bool Meets(VenueMarket market, VenueOrderRequest request)
    {
        BookWalk walk = market.WalkFor(request.Side);
        while (walk.MoveNext() && Accepts(request, walk.Price, walk.Price))
        {
            if (!walk.Others.IsZero || walk.Own is not null)
                return true;
        }
        return false;
    }

    /// <summary>True when all of it would be executed at once; orders of its own account count only if it may trade with them.</summary>
    public static bool HoldsAll(VenueMarket market, VenueOrderRequest request)
    {
        Quantity wanted = request.Quantity;
        Price best = Price.None;
        BookWalk walk = market.WalkFor(request.Side);
        while (walk.MoveNext())
        {
            if (!best.IsSet)
            {
                best = walk.Price;
                if (request.StatesFunds)
                    wanted = request.Funds.QuantityDown(best);
            }
            if (!Accepts(request, walk.Price, best))
                return false;
            if (walk.Others >= wanted)
                return true;
            wanted -= walk.Others;
            if (walk.Own is null || request.SelfMatch == SelfMatch.CancelMaker)
                continue;
            if (request.SelfMatch != SelfMatch.Allowed)
                return false;
            if (walk.OwnQuantity >= wanted)
                return true;
            wanted -= walk.OwnQuantity;
        }
        return false;
    }
}

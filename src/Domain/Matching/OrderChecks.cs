using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>What a venue looks at before it takes an order, money apart.</summary>
internal static class OrderChecks
{
    // 1e16 coins; keeps every product in range.
    private static readonly Quantity Largest = Quantity.FromUnits((Int128)10_000_000_000_000_000 * Fixed.One);

    public static VenueError Find(VenueOrderRequest request, VenueMarket market)
    {
        if (!HasItsFields(request))
            return VenueError.InvalidParameter;
        if (request.Quantity > Largest)
            return VenueError.InvalidVolume;
        return request.Type == OrderType.Limit ? FindInLimit(request, market.Rules) : FindInMarket(request, market);
    }

    private static bool HasItsFields(VenueOrderRequest request)
    {
        bool isBuy = request.Side == OrderSide.Buy;
        if (!isBuy && request.Side != OrderSide.Sell)
            return false;
        return request.Type switch
        {
            OrderType.Limit => request.Price.IsSet && !request.Quantity.IsZero && request.Funds.IsZero,
            OrderType.Market => request.TimeInForce is TimeInForce.Gtc or TimeInForce.Ioc && StatesOneAmount(request),
            OrderType.Best => request.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok && StatesOneAmount(request),
            _ => false,
        };
    }

    private static bool StatesOneAmount(VenueOrderRequest request) => !request.Price.IsSet && (request.Side == OrderSide.Buy
        ? request.Quantity.IsZero && request.Funds > Money.Zero
        : !request.Quantity.IsZero && request.Funds.IsZero);

    private static VenueError FindInLimit(VenueOrderRequest request, VenueRules rules) => rules.Ticks.IsOnTick(request.Price)
        ? FindInTotal(Money.NotionalDown(request.Price, request.Quantity), rules)
        : VenueError.InvalidPrice;

    private static VenueError FindInMarket(VenueOrderRequest request, VenueMarket market)
    {
        if (!market.LastPrice.IsSet)
            return VenueError.MarketOffline;
        BookWalk walk = market.WalkFor(request.Side);
        if (!walk.MoveNext())
            return VenueError.NoLiquidity;
        Money total = request.StatesFunds ? request.Funds : Money.NotionalDown(walk.Price, request.Quantity);
        VenueError error = FindInTotal(total, market.Rules);
        return error == VenueError.None && request.Type == OrderType.Market && !BookHolds(request, market) ? VenueError.NoLiquidity : error;
    }

    private static VenueError FindInTotal(Money total, VenueRules rules)
    {
        if (total < rules.MinimumTotal)
            return VenueError.UnderMinimumTotal;
        return total > rules.MaximumTotal ? VenueError.OverMaximumTotal : VenueError.None;
    }

    /// <summary>A market order must fit into the levels that are shown.</summary>
    private static bool BookHolds(VenueOrderRequest request, VenueMarket market)
    {
        BookWalk walk = market.WalkFor(request.Side);
        Money funds = Money.Zero;
        Quantity quantity = Quantity.Zero;
        for (int level = 0; level < market.Rules.Levels && walk.MoveNext(); level++)
        {
            Quantity offered = walk.Others + walk.OwnQuantity;
            funds += Money.NotionalDown(walk.Price, offered);
            quantity += offered;
            if (request.StatesFunds ? funds >= request.Funds : quantity >= request.Quantity)
                return true;
        }
        return false;
    }
}

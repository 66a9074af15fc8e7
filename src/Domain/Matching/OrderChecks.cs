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
            OrderType.Market => !request.Price.IsSet && request.TimeInForce is TimeInForce.Gtc or TimeInForce.Ioc &&
                (isBuy ? request.Quantity.IsZero && request.Funds > Money.Zero : !request.Quantity.IsZero && request.Funds.IsZero),
            _ => false,
        };
    }

    private static VenueError FindInLimit(VenueOrderRequest request, VenueRules rules) => TickTable.IsOnTick(request.Price)
        ? FindInTotal(Money.NotionalDown(request.Price, request.Quantity), rules)
        : VenueError.InvalidPrice;

    private static VenueError FindInMarket(VenueOrderRequest request, VenueMarket market)
    {
        if (!market.LastPrice.IsSet)
            return VenueError.MarketOffline;
        Ladder ladder = market.LadderFor(request.Side);
        if (!ladder.MoveNext())
            return VenueError.NoLiquidity;
        Money total = request.Side == OrderSide.Buy ? request.Funds : Money.NotionalDown(ladder.Price, request.Quantity);
        VenueError error = FindInTotal(total, market.Rules);
        return error == VenueError.None && !LadderHolds(request, market) ? VenueError.NoLiquidity : error;
    }

    private static VenueError FindInTotal(Money total, VenueRules rules)
    {
        if (total < rules.MinimumTotal)
            return VenueError.UnderMinimumTotal;
        return total > rules.MaximumTotal ? VenueError.OverMaximumTotal : VenueError.None;
    }

    private static bool LadderHolds(VenueOrderRequest request, VenueMarket market)
    {
        Ladder ladder = market.LadderFor(request.Side);
        Money funds = Money.Zero;
        Quantity quantity = Quantity.Zero;
        while (ladder.MoveNext())
        {
            funds += Money.NotionalDown(ladder.Price, ladder.Available);
            quantity += ladder.Available;
            if (request.Side == OrderSide.Buy ? funds >= request.Funds : quantity >= request.Quantity)
                return true;
        }
        return false;
    }
}

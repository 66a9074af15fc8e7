using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>How far up the ladder an order may reach.</summary>
internal static class Taker
{
    /// <summary>A market order accepts any price, a limit its own or better.</summary>
    public static bool Accepts(VenueOrderRequest request, Price price) =>
        request.Type == OrderType.Market || (request.Side == OrderSide.Buy ? price <= request.Price : price >= request.Price);

    /// <summary>What the levels that the order accepts hold together.</summary>
    public static Quantity Reachable(VenueMarket market, VenueOrderRequest request)
    {
        Ladder ladder = market.LadderFor(request.Side);
        Quantity reachable = Quantity.Zero;
        while (ladder.MoveNext() && Accepts(request, ladder.Price))
            reachable += ladder.Available;
        return reachable;
    }
}

using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>
/// The order book as the venue shows it: so many levels of each side, prices grouped where asked for, a thin side filled up with zeros.
/// What others offer is never shown beyond the account's own orders, with which it would have traded.
/// </summary>
internal sealed class BookWindow
{
    private const int Deepest = 30;

    private readonly List<(Price Price, Quantity Size)> _asks;
    private readonly List<(Price Price, Quantity Size)> _bids;

    private BookWindow(List<(Price Price, Quantity Size)> asks, List<(Price Price, Quantity Size)> bids)
    {
        (_asks, _bids) = (asks, bids);
        AskTotal = Sum(asks);
        BidTotal = Sum(bids);
    }

    /// <summary>Over all levels, not only those that a shorter window shows.</summary>
    public Quantity AskTotal { get; }

    public Quantity BidTotal { get; }

    /// <summary>The whole book of a market; <paramref name="level"/> of none groups nothing.</summary>
    public static BookWindow Of(VenueMarket market, Price level) =>
        new(Side(market, OrderSide.Buy, level), Side(market, OrderSide.Sell, level));

    /// <summary>Zeros where there is no such level.</summary>
    public (Price Price, Quantity Size) AskAt(int index) => index < _asks.Count ? _asks[index] : default;

    /// <inheritdoc cref="AskAt"/>
    public (Price Price, Quantity Size) BidAt(int index) => index < _bids.Count ? _bids[index] : default;

    /// <summary>Groupings that a market takes: the tick times ten, hundred and so on, up to its price.</summary>
    public static IEnumerable<Price> LevelsOf(VenueMarket market)
    {
        if (!market.LastPrice.IsSet)
            yield break;
        for (long step = market.Rules.Ticks.StepAt(market.LastPrice).Units * 10; step <= market.LastPrice.Units; step *= 10)
            yield return new Price(step);
    }

    private static List<(Price Price, Quantity Size)> Side(VenueMarket market, OrderSide taker, Price level)
    {
        var side = new List<(Price Price, Quantity Size)>(Deepest);
        Price own = taker == OrderSide.Buy ? market.OwnBestBid : market.OwnBestAsk;
        BookWalk walk = market.WalkFor(taker);
        while (walk.MoveNext())
        {
            bool isCrossed = own.IsSet && (taker == OrderSide.Buy ? walk.Price <= own : walk.Price >= own);
            Quantity size = isCrossed ? walk.OwnQuantity : walk.Others + walk.OwnQuantity;
            if (size.IsZero)
                continue;
            Price price = Group(walk.Price, level, taker);
            if (side.Count > 0 && side[^1].Price == price)
                side[^1] = (price, side[^1].Size + size);
            else if (side.Count < Deepest)
                side.Add((price, size));
            else
                break;
        }
        return side;
    }

    private static Price Group(Price price, Price level, OrderSide taker)
    {
        if (!level.IsSet)
            return price;
        long down = price.Units - price.Units % level.Units;
        return new Price(taker == OrderSide.Sell || down == price.Units ? down : down + level.Units);
    }

    private static Quantity Sum(List<(Price Price, Quantity Size)> side) => side.Aggregate(Quantity.Zero, (sum, l) => sum + l.Size);
}

using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Positions;

/// <summary>What is left of one purchase. <paramref name="Cost"/> is without fees.</summary>
public sealed record FifoLot(Quantity Quantity, Money Cost, Timestamp BoughtAt);

/// <summary>
/// The other view of one strategy's position: what is sold first is what was bought first. Profits differ from those at average cost while
/// something is held, and are the same in sum once all is sold. Slippage counts what fills cost against the price at which each order was
/// decided: positive is worse than decided.
/// </summary>
public sealed class FifoLots
{
    private readonly LinkedList<FifoLot> _lots = [];

    public IReadOnlyCollection<FifoLot> Lots => _lots;

    public Quantity Quantity { get; private set; }

    public Money Cost { get; private set; }

    /// <summary>Before fees.</summary>
    public Money RealisedProfit { get; private set; }

    public Money Slippage { get; private set; }

    public void Buy(Quantity quantity, Money funds, Timestamp time)
    {
        _lots.AddLast(new FifoLot(quantity, funds, time));
        Quantity += quantity;
        Cost += funds;
    }

    /// <summary>Throws when more is sold than held.</summary>
    public void Sell(Quantity quantity, Money funds) => RealisedProfit += funds - Take(quantity);

    /// <summary>Takes the oldest coins out; gives what they had cost.</summary>
    public Money Take(Quantity quantity)
    {
        Quantity -= quantity;
        Money cost = Money.Zero;
        while (!quantity.IsZero)
        {
            FifoLot oldest = _lots.First!.Value;
            _lots.RemoveFirst();
            Quantity taken = Quantity.Min(quantity, oldest.Quantity);
            Money share = taken == oldest.Quantity ? oldest.Cost : oldest.Cost.ShareDown(taken, oldest.Quantity);
            quantity -= taken;
            cost += share;
            if (taken < oldest.Quantity)
                _lots.AddFirst(oldest with { Quantity = oldest.Quantity - taken, Cost = oldest.Cost - share });
        }
        Cost -= cost;
        return cost;
    }

    /// <summary>Counts a fill against the price at which its order was decided; nothing where there was none.</summary>
    public void CountSlippage(OrderSide side, Price decided, Quantity quantity, Money funds)
    {
        if (!decided.IsSet)
            return;
        Money expected = Money.NotionalDown(decided, quantity);
        Slippage += side == OrderSide.Buy ? funds - expected : expected - funds;
    }
}

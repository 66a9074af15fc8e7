using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>What a strategy may know of itself besides the market.</summary>
/// <param name="Held">What it holds now.</param>
/// <param name="AverageCost">At what average cost; none when flat.</param>
/// <param name="OpenedAt">The venue's time of the fill that opened the position; none when flat.</param>
public readonly record struct StrategyView(Quantity Held, Price AverageCost, Timestamp OpenedAt)
{
    private readonly ValueList<WorkingOrder>? _orders;

    public bool IsLong => !Held.IsZero;

    /// <summary>Its orders that have not ended, the oldest first.</summary>
    public ValueList<WorkingOrder> Orders
    {
        get => _orders ?? ValueList<WorkingOrder>.Empty;
        init => _orders = value;
    }

    /// <summary>The order of that tag that has not ended, or null.</summary>
    public WorkingOrder? Find(string tag)
    {
        for (int i = 0; i < Orders.Count; i++)
        {
            if (Orders[i].Tag == tag)
                return Orders[i];
        }
        return null;
    }
}

/// <summary>An order that has not ended, as its strategy sees it.</summary>
/// <param name="Price">The limit; none for a market order.</param>
/// <param name="IsWaiting">True while it waits for its trigger.</param>
/// <param name="IsGuard">True for what a bracket armed.</param>
public sealed record WorkingOrder(
    string Tag, OrderSide Side, Price Price, Trigger Trigger, Quantity Quantity, Quantity Filled, bool IsWaiting, bool IsGuard);

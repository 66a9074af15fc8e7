using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>One side's resting limits in price and time priority, the best last so that it leaves cheaply.</summary>
internal sealed class RestingOrders(OrderSide side)
{
    private readonly List<OpenOrder> _orders = [];

    public bool IsEmpty => _orders.Count == 0;

    public OpenOrder Best => _orders[^1];

    public IReadOnlyList<OpenOrder> All => _orders;

    /// <summary>True when a trade at <paramref name="price"/> went through the best order: strictly better than its limit.</summary>
    public bool IsThrough(Price price) =>
        _orders.Count > 0 && (side == OrderSide.Buy ? price < Best.Limit : price > Best.Limit);

    public void Add(OpenOrder order)
    {
        int at = _orders.Count;
        while (at > 0 && !Beats(order, _orders[at - 1]))
            at--;
        _orders.Insert(at, order);
    }

    public void Remove(OpenOrder order) => _orders.RemoveAt(_orders.LastIndexOf(order));

    /// <summary>Older orders go first at one price, so a newcomer passes only strictly worse ones.</summary>
    private bool Beats(OpenOrder newcomer, OpenOrder resting) =>
        side == OrderSide.Buy ? newcomer.Limit > resting.Limit : newcomer.Limit < resting.Limit;
}

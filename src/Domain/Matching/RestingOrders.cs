using System.Runtime.InteropServices;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>One side's resting limits in price and time priority: levels in order of price, the best last so that it leaves cheaply.</summary>
internal sealed class RestingOrders(OrderSide side)
{
    private readonly List<PriceLevel> _levels = [];
    private readonly Stack<PriceLevel> _spare = [];

    public bool IsEmpty => _levels.Count == 0;

    public OpenOrder Best => _levels[^1].First!;

    public int LevelCount => _levels.Count;

    /// <summary>By level, oldest first within one.</summary>
    public IEnumerable<OpenOrder> All
    {
        get
        {
            foreach (PriceLevel level in _levels)
            {
                for (OpenOrder? order = level.First; order is not null; order = order.Next)
                    yield return order;
            }
        }
    }

    /// <summary>The best level is the last.</summary>
    public PriceLevel LevelAt(int index) => _levels[index];

    /// <summary>True when a trade at <paramref name="price"/> went through the best order: strictly better than its limit.</summary>
    public bool IsThrough(Price price) =>
        _levels.Count > 0 && (side == OrderSide.Buy ? price < Best.Limit : price > Best.Limit);

    public void Add(OpenOrder order)
    {
        if (!TryFind(order.Limit, out int at))
        {
            PriceLevel level = _spare.TryPop(out PriceLevel? used) ? used : new PriceLevel();
            level.Begin(order.Limit);
            _levels.Insert(at, level);
        }
        _levels[at].Add(order);
    }

    public void Remove(OpenOrder order)
    {
        if (!TryFind(order.Limit, out int at))
            throw new InvalidOperationException($"order {order.Order.VenueOrderId} does not rest");
        PriceLevel level = _levels[at];
        level.Remove(order);
        if (level.First is not null)
            return;
        _levels.RemoveAt(at);
        _spare.Push(level);
    }

    /// <summary>Where the price's level is, or belongs.</summary>
    private bool TryFind(Price price, out int at)
    {
        ReadOnlySpan<PriceLevel> levels = CollectionsMarshal.AsSpan(_levels);
        int low = 0, high = levels.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (IsWorse(levels[middle].Price, price))
                low = middle + 1;
            else
                high = middle;
        }
        at = low;
        return low < levels.Length && levels[low].Price == price;
    }

    private bool IsWorse(Price price, Price than) => side == OrderSide.Buy ? price < than : price > than;
}

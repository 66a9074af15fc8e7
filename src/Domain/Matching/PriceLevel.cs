using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>The resting orders of one price, oldest first: a list through the orders themselves, so that any of them leaves at once.</summary>
internal sealed class PriceLevel
{
    private OpenOrder? _last;

    public Price Price { get; private set; }

    public OpenOrder? First { get; private set; }

    /// <summary>What its orders together still want.</summary>
    public Quantity Quantity
    {
        get
        {
            Quantity sum = Quantity.Zero;
            for (OpenOrder? order = First; order is not null; order = order.Next)
                sum += order.Remaining;
            return sum;
        }
    }

    public void Begin(Price price) => Price = price;

    public void Add(OpenOrder order)
    {
        order.Previous = _last;
        if (_last is null)
            First = order;
        else
            _last.Next = order;
        _last = order;
    }

    public void Remove(OpenOrder order)
    {
        if (order.Previous is null)
            First = order.Next;
        else
            order.Previous.Next = order.Next;
        if (order.Next is null)
            _last = order.Previous;
        else
            order.Next.Previous = order.Previous;
        order.Previous = order.Next = null;
    }
}

using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.App.Views;

/// <summary>The newest orders, for display, and counts of all. Told by position actors once events are durable; read by any thread.</summary>
internal sealed class OrderLog : IPort, IOrderLog
{
    private const int Kept = 500;

    private readonly Lock _lock = new();
    private readonly LinkedList<string> _order = [];
    private readonly Dictionary<string, OrderRow> _rows = new(StringComparer.Ordinal);
    private long _orders;
    private long _fills;
    private long _rejected;

    /// <summary>Orders and fills since the journal began, and orders that the venue refused.</summary>
    public (long Orders, long Fills, long Rejected) Counts
    {
        get
        {
            lock (_lock)
                return (_orders, _fills, _rejected);
        }
    }

    /// <summary>True while a market order is on its way: such an order ends within moments, at a venue that answers.</summary>
    public bool HasMarketOrderInFlight
    {
        get
        {
            lock (_lock)
                return _rows.Values.Any(r => r.Type == OrderType.Market
                    && r.Status is not (OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Rejected));
        }
    }

    /// <inheritdoc/>
    public void Deliver(object message, ActorRef sender)
    {
        if (message is not PositionChanged changed)
            return;
        foreach (IPositionEvent @event in changed.Events)
            Take(@event);
    }

    /// <summary>Takes one event, also from the journal at start.</summary>
    public void Take(IPositionEvent @event)
    {
        lock (_lock)
        {
            if (@event is OrderIntended intended)
                Add(intended);
            else if (@event is ExternalOrderAdopted adopted)
                Add(adopted);
            else if (@event.ClientOrderId.Value is { } id && _rows.TryGetValue(id, out OrderRow? row))
                _rows[row.ClientOrderId] = Fold(row, @event);
            if (@event is OrderExecuted)
                _fills++;
            else if (@event is OrderRejected)
                _rejected++;
        }
    }

    /// <summary>The order of that id, or null where it is not among those that are kept.</summary>
    public OrderRow? Find(string clientOrderId)
    {
        lock (_lock)
            return _rows.GetValueOrDefault(clientOrderId);
    }

    /// <summary>The newest orders, newest first.</summary>
    public IReadOnlyList<OrderRow> Newest(int count)
    {
        lock (_lock)
            return [.. _order.Take(count).Select(id => _rows[id])];
    }

    private void Add(OrderIntended e) => Add(new OrderRow(
        e.ClientOrderId.Value, "", e.Symbol.Code, e.Strategy, e.Side, e.Type, OrderStatus.New, e.Funds, e.Quantity, Quantity.Zero, Money.Zero, Money.Zero,
        e.ReferencePrice, e.Reason, "", e.At, 0) { Because = e.Because });

    // The journal of its symbol does not repeat which that is.
    private void Add(ExternalOrderAdopted e) => Add(new OrderRow(
        e.ClientOrderId.Value, e.VenueOrderId, "", Holder.External, e.Side, e.Type, OrderStatus.Open, e.Funds, e.Quantity, Quantity.Zero, Money.Zero,
        Money.Zero, Price.None, "adopted: not placed by us", "", e.VenueTime, 0));

    private void Add(OrderRow row)
    {
        _orders++;
        string id = row.ClientOrderId;
        _order.AddFirst(id);
        _rows[id] = row;
        if (_order.Count <= Kept)
            return;
        _rows.Remove(_order.Last!.Value);
        _order.RemoveLast();
    }

    private static OrderRow Fold(OrderRow row, IPositionEvent @event) => @event switch
    {
        OrderSubmitted => row with { Status = OrderStatus.Submitted },
        OrderAccepted e => row with { Status = OrderStatus.Open, VenueOrderId = e.VenueOrderId },
        OrderBecameUnknown e => row with { Status = OrderStatus.Unknown, Problem = e.Cause },
        OrderExecuted e => row with
        {
            Status = OrderStatus.PartiallyFilled,
            Filled = row.Filled + e.Quantity,
            FilledFunds = row.FilledFunds + e.Funds,
            Fees = row.Fees + e.Fee,
            Fills = row.Fills + 1,
        },
        OrderFilled => row with { Status = OrderStatus.Filled },
        OrderCancelled => row with { Status = OrderStatus.Cancelled },
        OrderArmed => row with { Status = OrderStatus.Armed },
        OrderTriggered => row with { Status = OrderStatus.Triggered },
        OrderResized e => row with { Quantity = e.Quantity, Funds = e.Funds },
        OrderCancelRequested e => row with { Problem = e.Reason },
        OrderReopened => row with { Status = OrderStatus.Unknown, Problem = "found at the venue after all" },
        OrderRejected e => row with { Status = OrderStatus.Rejected, Problem = $"{e.Code}: {e.Message}" },
        _ => row,
    };
}

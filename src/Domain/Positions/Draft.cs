using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Positions;

/// <summary>A decision in the making: each event is applied at once, so that the next one is decided on what it leads to.</summary>
internal sealed class Draft(PositionBook book, DecideContext context)
{
    private readonly List<IPositionEvent> _events = [];

    public PositionBook Book { get; private set; } = book;

    public DecideContext Context => context;

    public Timestamp Now => context.Now;

    public Decision Decision => Decision.Of(_events);

    public void Add(IPositionEvent @event)
    {
        Book = PositionFold.Apply(Book, @event);
        _events.Add(@event);
    }

    /// <summary>Adds the intent, with what the order is held to; gives the order. Nothing sends it yet.</summary>
    public Order Intend(IntendOrder c, string journalId)
    {
        long number = Book.LastOrderNumber + 1;
        ClientOrderId id = ClientOrderId.Derive(journalId, Book.Symbol, c.Strategy, number);
        Add(new OrderIntended(id, number, Book.Symbol, c.Strategy, c.Side, c.Type, c.TimeInForce,
            c.Quantity, c.Price, c.Funds, c.ReferencePrice, c.Reason, Now) { Because = c.Because });
        if (c.Permission is { } permission)
            Add(new OrderPermitted(id, permission, Now));
        if (c.Conditions != OrderConditions.None)
            Add(new OrderConditioned(id, c.Conditions));
        return Order(id);
    }

    /// <summary>Lets an order that was just intended wait for its trigger, or sends it where it has none.</summary>
    public void Begin(Order order) =>
        Add(order.Conditions.Trigger.IsSet ? new OrderArmed(order.Id, Now) : new OrderSubmitted(order.Id));

    /// <summary>Withdraws an order: at once where it waits with us, else the venue is to be asked.</summary>
    public void Withdraw(Order order, string reason)
    {
        if (order.CancelReason.Length > 0)
            return;
        Add(new OrderCancelRequested(order.Id, reason, Now));
        if (order.IsWaiting)
            Add(new OrderCancelled(order.Id, Now));
    }

    public Order Order(ClientOrderId id) =>
        Book.FindOrder(id) ?? throw new InvalidOperationException($"order {id} has ended");
}

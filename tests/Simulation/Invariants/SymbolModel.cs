using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Simulation.World;
using CoinPilot.Values;

namespace CoinPilot.Simulation.Invariants;

/// <summary>A symbol as its journal tells it: the fold after every event, and which of the exchange's fills are booked.</summary>
internal sealed class SymbolModel(Symbol symbol)
{
    private readonly List<PositionBook> _books = [PositionBook.Empty(symbol)];
    private readonly HashSet<string> _booked = new(StringComparer.Ordinal);
    private readonly Dictionary<ClientOrderId, (string Strategy, Money Spent)> _closed = [];
    private Quantity _held;
    private Money _cashFlow;

    public PositionBook Book => _books[^1];

    public long Sequence => _books.Count - 1;

    public int Booked => _booked.Count;

    /// <summary>The book after event <paramref name="sequence"/>, or null when there is none yet.</summary>
    public PositionBook? At(long sequence) => sequence < _books.Count ? _books[(int)sequence] : null;

    /// <summary>What the order may still spend, fee included, and what it bought that may still be held.</summary>
    public Money ExposureOf(ClientOrderId id)
    {
        if (Book.FindOrder(id) is { } open)
            return open.Committed(Scenario.Limits.Fee) + open.FilledFunds;
        (string strategy, Money spent) = _closed[id];
        return Money.Min(spent, Book.PositionOf(strategy).Cost);
    }

    /// <summary>Takes the journal's next event; gives what is wrong with it, or null.</summary>
    public string? Take(IPositionEvent @event, VenueRecord venue)
    {
        string? wrong = @event switch
        {
            OrderSubmitted e => Submit(e),
            OrderExecuted e => Execute(e, venue),
            _ => null,
        };
        if (wrong is not null)
            return wrong;
        if (@event is OrderFilled or OrderCancelled or OrderRejected && Book.FindOrder(@event.ClientOrderId) is { } closed)
            _closed[closed.Id] = (closed.Strategy, closed.FilledFunds);
        _books.Add(PositionFold.Apply(Book, @event));
        return Book.TotalQuantity == _held && Book.CashFlow == _cashFlow
            ? null
            : $"holds {Book.TotalQuantity} and {Book.CashFlow} KRW, its fills make {_held} and {_cashFlow}";
    }

    // A limit order stands beside the strategy's one market order, and so does what waited for its price.
    private string? Submit(OrderSubmitted e) =>
        Book.FindOrder(e.ClientOrderId) is { Status: OrderStatus.New, Type: OrderType.Market } order
            && Book.OpenOrders.Any(o => o.Strategy == order.Strategy && o.Type == order.Type && o.Id != order.Id && o.Conditions.Tag == order.Conditions.Tag && order.Conditions.Parent == ClientOrderId.None)
        ? $"{e.ClientOrderId}: {order.Strategy} has an open order already"
        : null;

    /// <summary>
    /// No coin is offered twice, however many orders wait for their prices; what breaks that after a batch of events, or null.
    /// Of an order and the one that takes its place the exchange has one.
    /// </summary>
    public string? FindOverOffer()
    {
        foreach (VirtualPosition position in Book.Positions)
        {
            Quantity offered = Book.OpenOrders.Where(o => o.Strategy == position.Strategy && o.CancelReason != CancelCause.Amended)
                .Aggregate(Quantity.Zero, (sum, o) => sum + o.RemainingSell);
            if (offered > position.Quantity)
                return $"{position.Strategy} offers {offered} and holds {position.Quantity}";
        }
        return null;
    }

    private string? Execute(OrderExecuted e, VenueRecord venue)
    {
        if (venue.FindFill(e.TradeId) is not { } known || known.Order.Identifier != e.ClientOrderId.Value)
            return $"trade {e.TradeId} of {e.ClientOrderId} is not the exchange's";
        VenueFill fill = known.Fill;
        if (fill.Quantity != e.Quantity || fill.Price != e.Price || fill.Funds != e.Funds || fill.Fee != e.Fee)
            return $"trade {e.TradeId} differs from the exchange's";
        if (!_booked.Add(e.TradeId))
            return $"trade {e.TradeId} is booked twice";
        bool buy = known.Order.Side == OrderSide.Buy;
        _held = buy ? _held + fill.Quantity : _held - fill.Quantity;
        _cashFlow += (buy ? -fill.Funds : fill.Funds) - fill.Fee;
        return null;
    }
}

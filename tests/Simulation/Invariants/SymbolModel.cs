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
            OrderIntended e => Intend(e),
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

    // A limit order is not the strategy's own, but somebody's who acts beside it.
    private string? Intend(OrderIntended e) =>
        e.Type == OrderType.Market && Book.OpenOrders.Any(o => o.Strategy == e.Strategy && o.Type == e.Type)
        ? $"{e.ClientOrderId}: {e.Strategy} has an open order already"
        : null;

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

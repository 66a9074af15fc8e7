using CoinPilot.Positions;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>
/// A symbol's newest fills by strategy, rebuilt from its journal: what a strategy has not saved that it was told of is told again after a restart.
/// </summary>
internal sealed class FillLog
{
    /// <summary>How many of a strategy's fills are kept.</summary>
    public const int Kept = 256;

    private readonly Dictionary<string, Queue<Fill>> _byStrategy = new(StringComparer.Ordinal);

    /// <summary>The number of the newest fill; 0 before the first.</summary>
    public long Last { get; private set; }

    /// <summary>Takes an event that led to this book.</summary>
    public void Take(IPositionEvent @event, PositionBook book)
    {
        if (@event is not OrderExecuted e)
            return;
        Last++;
        if (book.FindOrder(e.ClientOrderId) is not { } order || !Holder.IsStrategy(order.Strategy))
            return;
        if (!_byStrategy.TryGetValue(order.Strategy, out Queue<Fill>? fills))
            _byStrategy.Add(order.Strategy, fills = new Queue<Fill>());
        fills.Enqueue(new Fill(Last, order.Side, e.Quantity, e.Price, e.Fee, order.Conditions.Tag, e.VenueTime));
        if (fills.Count > Kept)
            fills.Dequeue();
    }

    /// <summary>The strategy's fills after that number, the oldest first.</summary>
    public ValueList<Fill> After(string strategy, long number) =>
        number < Last && _byStrategy.TryGetValue(strategy, out Queue<Fill>? fills) && fills.Any(f => f.Number > number)
            ? ValueList<Fill>.Of(fills.Where(f => f.Number > number))
            : ValueList<Fill>.Empty;
}

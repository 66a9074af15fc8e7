using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.App.Views;

/// <summary>The first-in-first-out view of every symbol's holdings, for display. Any thread.</summary>
internal sealed class LotView
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Symbol, LotBook> _books = [];

    public void Take(Symbol symbol, IPositionEvent @event)
    {
        lock (_lock)
        {
            if (!_books.TryGetValue(symbol, out LotBook? book))
                _books[symbol] = book = new LotBook();
            book.Take(@event);
        }
    }

    /// <summary>The symbol runs elsewhere now.</summary>
    public void Forget(Symbol symbol)
    {
        lock (_lock)
            _books.Remove(symbol);
    }

    /// <summary>What the holder's lots come to, as they are now.</summary>
    public LotSummary Of(Symbol symbol, string holder)
    {
        lock (_lock)
        {
            return _books.TryGetValue(symbol, out LotBook? book) && book.Lots.TryGetValue(holder, out FifoLots? lots)
                ? new LotSummary(lots.Lots.Count, lots.Cost, lots.RealisedProfit, lots.Slippage)
                : default;
        }
    }
}

/// <summary>Lots in sum. <paramref name="Slippage"/> is positive where fills were worse than decided.</summary>
internal readonly record struct LotSummary(int Lots, Money Cost, Money RealisedProfit, Money Slippage);

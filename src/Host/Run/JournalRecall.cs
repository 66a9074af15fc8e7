using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.App.Views;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.App.Run;

/// <summary>What the symbols' journals tell a process that starts: fills its views, and knows when each symbol was last heard of.</summary>
internal sealed class JournalRecall
{
    private readonly Dictionary<Symbol, Timestamp> _newest = [];

    public JournalRecall(IJournal journal, IEnumerable<Symbol> symbols, OrderLog orders, LotView lots)
    {
        foreach (Symbol symbol in symbols)
        {
            foreach (JournalEvent recorded in journal.Read(PositionActor.EntityOf(symbol)))
            {
                orders.Take((IPositionEvent)recorded.Event);
                lots.Take(symbol, (IPositionEvent)recorded.Event);
                _newest[symbol] = recorded.EventTime;
            }
        }
    }

    /// <summary>The time of the symbol's newest event; none where it has none.</summary>
    public Timestamp NewestOf(Symbol symbol) => _newest.GetValueOrDefault(symbol);
}

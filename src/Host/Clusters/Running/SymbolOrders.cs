using System.Collections.Concurrent;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.App.Run;
using CoinPilot.App.Views;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.App.Clusters.Running;

/// <summary>The newest orders of the symbols that run on this node, and their lots; what goes elsewhere is forgotten. Any thread.</summary>
internal sealed class SymbolOrders(LotView lots) : IOrderLog, IPort
{
    private readonly ConcurrentDictionary<Symbol, OrderLog> _logs = [];

    /// <summary>Orders and fills of these symbols since the journal began, and orders that the venue refused.</summary>
    public (long Orders, long Fills, long Rejected) Counts => _logs.Values.Select(log => log.Counts)
        .Aggregate((Orders: 0L, Fills: 0L, Rejected: 0L), static (sum, c) => (sum.Orders + c.Orders, sum.Fills + c.Fills, sum.Rejected + c.Rejected));

    /// <inheritdoc/>
    public OrderRow? Find(string clientOrderId) => _logs.Values.Select(log => log.Find(clientOrderId)).FirstOrDefault(row => row is not null);

    /// <inheritdoc/>
    public IReadOnlyList<OrderRow> Newest(int count) =>
        [.. _logs.Values.SelectMany(log => log.Newest(count)).OrderByDescending(row => row.IntendedAt).Take(count)];

    /// <summary>Reads what a symbol's journal tells, before its actors run; gives the time of its newest event.</summary>
    public Timestamp Recall(Symbol symbol, IJournal journal)
    {
        Forget(symbol);
        OrderLog log = new();
        Timestamp newest = new JournalRecall(journal, [symbol], log, lots).NewestOf(symbol);
        _logs[symbol] = log;
        return newest;
    }

    public void Forget(Symbol symbol)
    {
        _logs.TryRemove(symbol, out _);
        lots.Forget(symbol);
    }

    /// <summary>True while a market order of the symbol is on its way.</summary>
    public bool HasMarketOrderInFlight(Symbol symbol) => _logs.TryGetValue(symbol, out OrderLog? log) && log.HasMarketOrderInFlight;

    /// <inheritdoc/>
    public void Deliver(object message, ActorRef sender)
    {
        if (message is not PositionChanged changed || !_logs.TryGetValue(changed.Book.Symbol, out OrderLog? log))
            return;
        log.Deliver(message, sender);
        foreach (IPositionEvent @event in changed.Events)
            lots.Take(changed.Book.Symbol, @event);
    }
}

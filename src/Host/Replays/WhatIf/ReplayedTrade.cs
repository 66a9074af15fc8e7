using CoinPilot.Actors.Contract;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.App.Replays.WhatIf;

/// <summary>A strategy's trade in a symbol, from flat to flat.</summary>
/// <param name="ClosedAt">None while something is held.</param>
/// <param name="Entry">Average price of what was bought.</param>
/// <param name="Exit">Average price of what was sold; zero while nothing was.</param>
/// <param name="Profit">Net of fees; of an open trade, null.</param>
internal sealed record ReplayedTrade(
    Symbol Symbol, string Strategy, Timestamp OpenedAt, Timestamp ClosedAt, Quantity Quantity, decimal Entry, decimal Exit, Money Fees, Money? Profit)
{
    /// <summary>True where everything but the moment is the same.</summary>
    public bool IsLike(ReplayedTrade other) => this with { OpenedAt = other.OpenedAt, ClosedAt = other.ClosedAt } == other && ClosedAt.IsSet == other.ClosedAt.IsSet;

    /// <summary>The trades that a journal tells of, in the order in which they were opened.</summary>
    public static IReadOnlyList<ReplayedTrade> In(IEnumerable<JournalEvent> journal)
    {
        Dictionary<ClientOrderId, OrderIntended> orders = [];
        Dictionary<(Symbol, string), TradeUnderWay> open = [];
        List<TradeUnderWay> trades = [];
        foreach (JournalEvent recorded in journal)
        {
            switch (recorded.Event)
            {
                case OrderIntended e:
                    orders[e.ClientOrderId] = e;
                    break;
                case OrderExecuted e when orders.TryGetValue(e.ClientOrderId, out OrderIntended? order):
                    (Symbol, string) key = (order.Symbol, order.Strategy);
                    if (!open.TryGetValue(key, out TradeUnderWay? trade) || trade.IsClosed)
                        trades.Add(open[key] = trade = new TradeUnderWay(order.Symbol, order.Strategy, recorded.EventTime));
                    trade.Take(order.Side, e, recorded.EventTime);
                    break;
                case HoldingTransferred e when PositionEntity(recorded, out Symbol symbol) && open.TryGetValue((symbol, e.From), out TradeUnderWay? dusty):
                    dusty.SetAside(e.Quantity, recorded.EventTime);
                    break;
            }
        }
        return [.. trades.Select(t => t.ToTrade()).OrderBy(t => t.OpenedAt)];
    }

    private static bool PositionEntity(JournalEvent recorded, out Symbol symbol) => Actors.Trading.PositionActor.TryGetSymbol(recorded.EntityId, out symbol);
}

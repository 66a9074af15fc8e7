using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Backtest;

/// <summary>
/// Folds the events of orders into trades; see <see cref="RoundTrip"/>. What is set aside as dust leaves its trade at its cost, and joins one at its
/// cost when it is sold after all, so that it is nobody's profit.
/// </summary>
public sealed class TradeBook
{
    private readonly Dictionary<ClientOrderId, Decided> _orders = [];
    private readonly Dictionary<(Symbol Symbol, string Strategy), OpenTrade> _open = [];
    private readonly List<OpenTrade> _trades = [];

    /// <summary>Takes the next event of a symbol. Throws for a change of holdings that no order explains: a backtest has none.</summary>
    public void Take(Symbol symbol, IPositionEvent @event)
    {
        switch (@event)
        {
            case OrderIntended e:
                _orders[e.ClientOrderId] = new Decided(e.Strategy, e.Side, e.ReferencePrice, e.Reason);
                break;
            case OrderConditioned { Conditions.Trigger: { IsSet: true } trigger } e:
                Decided waiting = _orders[e.ClientOrderId];
                _orders[e.ClientOrderId] = waiting with { Reason = $"{NameOf(trigger.Kind)}: {waiting.Reason}" };
                break;
            // What an order that waited is decided at is the price that fired it.
            case OrderTriggered e:
                _orders[e.ClientOrderId] = _orders[e.ClientOrderId] with { Price = e.Price };
                break;
            case OrderExecuted e:
                Execute(symbol, e, _orders[e.ClientOrderId]);
                break;
            case OrderFilled or OrderCancelled or OrderRejected { IsGivenUp: false }:
                _orders.Remove(@event.ClientOrderId);
                break;
            case HoldingTransferred e:
                Transfer(symbol, e);
                break;
            case HoldingAdjusted or ExternalOrderAdopted:
                throw new InvalidOperationException($"{@event.GetType().Name} in {symbol}: a backtest's holdings come from its own orders alone");
        }
    }

    /// <summary>All trades in the order in which they were opened; those still open are valued at their symbol's mark.</summary>
    public ValueList<RoundTrip> Trades(Func<Symbol, Price> markOf)
    {
        Dictionary<OpenTrade, Symbol> held = _open.ToDictionary(o => o.Value, o => o.Key.Symbol);
        return ValueList<RoundTrip>.Of(_trades.Select(t => t.At(held.TryGetValue(t, out Symbol symbol) ? markOf(symbol) : Price.None)));
    }

    private void Execute(Symbol symbol, OrderExecuted e, Decided order)
    {
        OpenTrade trade = Of(symbol, order.Strategy);
        Money decided = order.Price.IsSet ? Money.NotionalDown(order.Price, e.Quantity) : e.Funds;
        if (order.Side == OrderSide.Buy)
            trade.Buy(e.Quantity, e.Funds, order.Reason, e.VenueTime);
        else
            trade.Sell(e.Quantity, e.Funds, order.Reason, e.VenueTime);
        Money slippage = order.Side == OrderSide.Buy ? e.Funds - decided : decided - e.Funds;
        int place = trade.Count(order.Trade == trade ? order.Place : -1, new TradeOrder(order.Side, e.VenueTime, e.Quantity, e.Funds), e.Fee, slippage);
        _orders[e.ClientOrderId] = order with { Trade = trade, Place = place };
        EndIfFlat(symbol, order.Strategy, trade);
    }

    private void Transfer(Symbol symbol, HoldingTransferred e)
    {
        if (Holder.IsStrategy(e.From))
        {
            OpenTrade giver = Of(symbol, e.From);
            giver.Sell(e.Quantity, e.Cost, e.Reason, e.At);
            EndIfFlat(symbol, e.From, giver);
        }
        if (Holder.IsStrategy(e.To))
            Of(symbol, e.To).Buy(e.Quantity, e.Cost, e.Reason, e.At);
    }

    private void EndIfFlat(Symbol symbol, string strategy, OpenTrade trade)
    {
        if (trade.Held.IsZero)
            _open.Remove((symbol, strategy));
    }

    private OpenTrade Of(Symbol symbol, string strategy)
    {
        if (!_open.TryGetValue((symbol, strategy), out OpenTrade? trade))
        {
            _open[(symbol, strategy)] = trade = new OpenTrade(symbol, strategy);
            _trades.Add(trade);
        }
        return trade;
    }

    private static string NameOf(TriggerKind kind) => kind switch
    {
        TriggerKind.TakeProfit => "take profit",
        TriggerKind.TrailingStop => "trailing stop",
        _ => "stop",
    };

    // What an order was decided at and for, and where its fills count.
    private readonly record struct Decided(string Strategy, OrderSide Side, Price Price, string Reason, OpenTrade? Trade = null, int Place = -1);
}

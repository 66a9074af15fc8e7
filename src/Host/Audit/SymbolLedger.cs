using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.App.Audit;

/// <summary>
/// A symbol's positions and cash flow, added up from its fills a second time, by other code than the system's own fold,
/// so that a mistake of one shows against the other.
/// </summary>
internal sealed class SymbolLedger(Symbol symbol)
{
    private readonly Dictionary<ClientOrderId, (string Strategy, OrderSide Side)> _orders = [];
    private readonly HashSet<ClientOrderId> _submitted = [];
    private readonly HashSet<ClientOrderId> _accepted = [];
    private readonly HashSet<ClientOrderId> _ended = [];
    private readonly HashSet<(ClientOrderId, string)> _trades = [];
    private readonly SortedDictionary<string, Holding> _holdings = new(StringComparer.Ordinal);
    private readonly Queue<Checkpoint> _checkpoints = new();

    public Symbol Symbol { get; } = symbol;

    public long Orders => _orders.Count;

    public long Fills => _trades.Count;

    public Money CashFlow { get; private set; }

    public Money Fees { get; private set; }

    public IReadOnlyDictionary<string, Holding> Holdings => _holdings;

    /// <summary>Takes the symbol's next event; gives what is wrong with it, or null.</summary>
    public string? Take(IPositionEvent @event, long sequence)
    {
        string? problem = @event switch
        {
            OrderIntended e => _orders.TryAdd(e.ClientOrderId, (e.Strategy, e.Side)) ? null : $"order {e.ClientOrderId} was intended twice",
            ExternalOrderAdopted e => Adopt(e),
            OrderSubmitted e => Submit(e),
            OrderAccepted e => _accepted.Add(e.ClientOrderId) ? null : $"order {e.ClientOrderId} was accepted twice",
            OrderExecuted e => Execute(e),
            OrderFilled or OrderCancelled or OrderRejected => End(@event),
            OrderReopened e => _ended.Remove(e.ClientOrderId) ? null : $"order {e.ClientOrderId} was found again though it had not ended",
            HoldingTransferred e => Transfer(e),
            HoldingAdjusted e => Adjust(e),
            _ => null,
        };
        _checkpoints.Enqueue(new Checkpoint(sequence, CashFlow, ValueList<KeyValuePair<string, Holding>>.Of(_holdings)));
        return problem;
    }

    /// <summary>What the ledger stood at after that event; older checkpoints are forgotten. Null before the first event.</summary>
    public Checkpoint? At(long sequence)
    {
        while (_checkpoints.Count > 1 && _checkpoints.Peek().Sequence < sequence)
            _checkpoints.Dequeue();
        return _checkpoints.TryPeek(out Checkpoint? found) && found.Sequence == sequence ? found : null;
    }

    // More than once is a resend of the same order, under the same id; but never once it is known to exist.
    private string? Submit(OrderSubmitted e)
    {
        _submitted.Add(e.ClientOrderId);
        return !_orders.ContainsKey(e.ClientOrderId) ? $"order {e.ClientOrderId} was sent but never intended"
            : _accepted.Contains(e.ClientOrderId) || _ended.Contains(e.ClientOrderId) ? $"order {e.ClientOrderId} was sent again though it was known"
            : null;
    }

    private string? Execute(OrderExecuted e)
    {
        if (!_submitted.Contains(e.ClientOrderId))
            return $"order {e.ClientOrderId} was executed but never sent";
        if (!_trades.Add((e.ClientOrderId, e.TradeId)))
            return $"trade {e.TradeId} of order {e.ClientOrderId} is booked twice";
        if (e.Funds != Money.NotionalDown(e.Price, e.Quantity))
            return $"trade {e.TradeId} of order {e.ClientOrderId}: funds {e.Funds} are not {e.Price} x {e.Quantity}";
        (string strategy, OrderSide side) = _orders[e.ClientOrderId];
        Holding held = _holdings.GetValueOrDefault(strategy);
        Fees += e.Fee;
        if (side == OrderSide.Buy)
        {
            _holdings[strategy] = new Holding(held.Quantity + e.Quantity, held.Cost + e.Funds);
            CashFlow -= e.Funds + e.Fee;
            return null;
        }
        if (e.Quantity > held.Quantity)
            return $"trade {e.TradeId} of order {e.ClientOrderId} sells {e.Quantity}, only {held.Quantity} is held";
        Money share = e.Quantity == held.Quantity ? held.Cost : held.Cost.ShareDown(e.Quantity, held.Quantity);
        _holdings[strategy] = new Holding(held.Quantity - e.Quantity, held.Cost - share);
        CashFlow += e.Funds - e.Fee;
        return null;
    }

    // Somebody else sent it: it counts as sent.
    private string? Adopt(ExternalOrderAdopted e)
    {
        _submitted.Add(e.ClientOrderId);
        return _orders.TryAdd(e.ClientOrderId, (Holder.External, e.Side)) ? null : $"order {e.ClientOrderId} was adopted twice";
    }

    private string? Transfer(HoldingTransferred e)
    {
        Holding giver = _holdings.GetValueOrDefault(e.From), taker = _holdings.GetValueOrDefault(e.To);
        if (e.Quantity > giver.Quantity || e.Cost > giver.Cost)
            return $"{e.From} hands over {e.Quantity} at {e.Cost}, only {giver.Quantity} at {giver.Cost} is held";
        _holdings[e.From] = new Holding(giver.Quantity - e.Quantity, giver.Cost - e.Cost);
        _holdings[e.To] = new Holding(taker.Quantity + e.Quantity, taker.Cost + e.Cost);
        return null;
    }

    private string? Adjust(HoldingAdjusted e)
    {
        _holdings[e.Strategy] = new Holding(e.Quantity, e.Cost);
        return null;
    }

    private string? End(IPositionEvent e) =>
        !_orders.ContainsKey(e.ClientOrderId) ? $"order {e.ClientOrderId} ended but was never intended"
        : _ended.Add(e.ClientOrderId) ? null : $"order {e.ClientOrderId} ended twice";
}

/// <summary>What a strategy holds, and what that has cost without fees.</summary>
internal readonly record struct Holding(Quantity Quantity, Money Cost);

/// <summary>The ledger after event <paramref name="Sequence"/>.</summary>
internal sealed record Checkpoint(long Sequence, Money CashFlow, ValueList<KeyValuePair<string, Holding>> Holdings);

using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.App.Replays.WhatIf;

/// <summary>The recorded orders, to be found again by their terms and time.</summary>
internal sealed class RecordedOrders
{
    /// <summary>How far apart the same decision may fall: the journal answers at once in a replay, and may have been slow.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(10);

    private readonly Dictionary<ClientOrderId, RecordedOrder> _byId = [];
    private readonly Dictionary<Symbol, List<RecordedOrder>> _bySymbol = [];

    public RecordedOrders(IEnumerable<JournalEvent> journal)
    {
        foreach (JournalEvent recorded in journal)
        {
            if (recorded.Event is not IPositionEvent @event)
                continue;
            if (@event is OrderIntended intended)
                Add(intended);
            if (_byId.TryGetValue(@event.ClientOrderId, out RecordedOrder? order))
                order.Take(recorded);
        }
    }

    /// <summary>The first order of these terms sent about then that has not been taken; it is now. Null for none.</summary>
    public RecordedOrder? TakeLike(SubmitOrder order, Timestamp now)
    {
        RecordedOrder? found = _bySymbol.GetValueOrDefault(order.Symbol)?.Find(
            o => !o.IsTaken && (o.SentAt - now).Duration() <= Tolerance && o.HasTermsOf(order));
        if (found is not null)
            found.IsTaken = true;
        return found;
    }

    private void Add(OrderIntended intended)
    {
        RecordedOrder order = new(intended);
        _byId[intended.ClientOrderId] = order;
        if (!_bySymbol.TryGetValue(intended.Symbol, out List<RecordedOrder>? orders))
            _bySymbol.Add(intended.Symbol, orders = []);
        orders.Add(order);
    }
}

using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>What a position actor says of its orders to venue, portfolio and strategies.</summary>
internal static class OrderRequests
{
    /// <summary>The request that places an order; in one with the end of the order whose place it takes, where that has not ended yet.</summary>
    public static IExecutionCommand ToSend(Order order, PositionBook book) =>
        order.Conditions.Replaces != ClientOrderId.None && book.FindOrder(order.Conditions.Replaces) is { } old
            ? new SubmitReplacement(order.Id, book.Symbol, old.Id, order.Side, order.Type, order.TimeInForce, order.Quantity, order.Price)
            : new SubmitOrder(order.Id, book.Symbol, order.Side, order.Type, order.TimeInForce, order.Quantity, order.Price, order.Funds);

    /// <summary>True for an order at the venue that is to go, but for one that another's placing ends.</summary>
    public static bool IsToBeCancelled(Order order, PositionBook book) => order is { CancelReason.Length: > 0, IsWaiting: false }
        && book.OpenOrders.All(o => o.Conditions.Replaces != order.Id);

    /// <summary>Asks for room for an entry whose trigger fired; its own id names the reservation.</summary>
    public static ReserveExposure ToReserve(Order entry, Symbol symbol) => new(entry.Id.Value, symbol)
    {
        Strategy = entry.Strategy,
        Funds = entry.Type == OrderType.Market ? entry.Funds : Money.NotionalDown(entry.Price, entry.Quantity),
    };

    /// <summary>What such an entry is sent by, once the portfolio has made room for it.</summary>
    public static RiskPermission PermissionBy(ExposureReserved reserved) => new(RiskScope.Entry, reserved.LimitsVersion, reserved.Figures);

    /// <summary>True for an entry whose trigger fired and that waits for room.</summary>
    public static bool IsFiredEntry(Order order) => order is { Status: OrderStatus.Triggered, Side: OrderSide.Buy };

    public static PositionSummary SummaryOf(PositionBook book, long sequence, FeeRate fee, string settledReservation, bool asksIdentity, Price mark) => new(
        book.Symbol, sequence, book.CashFlow, book.CommittedFunds(fee), book.OwnPositions, settledReservation)
    {
        Buyers = book.Buyers,
        AsksIdentity = asksIdentity,
        Mark = mark,
    };

    /// <summary>The wish that an amendment came of.</summary>
    public static Intent IntentOf(AmendOrder amend) => new(IntentKind.Amend, $"{amend.Tag} to {amend.Price}");

    /// <summary>The wish that an order came of.</summary>
    public static Intent IntentOf(IntendOrder order) => new(order.Side == OrderSide.Buy ? IntentKind.Enter : IntentKind.Exit, order.Reason);

    /// <summary>The strategies whose orders or holdings the events changed, each once, in the order of the events.</summary>
    public static IReadOnlyList<string> StrategiesIn(IReadOnlyList<IPositionEvent> events, PositionBook before, PositionBook after)
    {
        List<string> names = [];
        foreach (IPositionEvent @event in events)
        {
            string? name = @event switch
            {
                OrderIntended e => e.Strategy,
                HoldingTransferred e => e.From,
                _ => (before.FindOrder(@event.ClientOrderId) ?? after.FindOrder(@event.ClientOrderId))?.Strategy,
            };
            if (name is not null && !names.Contains(name))
                names.Add(name);
        }
        return names;
    }

    /// <summary>How the strategy stands, with its fills after that number; null for none of them.</summary>
    public static StrategyPosition ViewFor(string strategy, PositionBook book, FillLog fills, long? afterFill)
    {
        VirtualPosition position = book.PositionOf(strategy);
        Order[] orders = [.. book.OpenOrders.Concat(book.WaitingOrders).Where(o => o.Strategy == strategy)];
        return new StrategyPosition(
            strategy,
            new StrategyView(position.Quantity, position.AverageCost, position.OpenedAt)
            {
                Orders = ValueList<WorkingOrder>.Of(orders.Select(ViewOf)),
            },
            orders.Any(o => !o.IsWaiting && o.Conditions.Tag.Length == 0))
        {
            Fills = fills.After(strategy, afterFill ?? fills.Last),
            AfterFill = afterFill ?? fills.Last,
            LastFill = fills.Last,
        };
    }

    private static WorkingOrder ViewOf(Order o) => new(
        o.Conditions.Tag, o.Side, o.Price, o.Conditions.Trigger, o.Quantity, o.Filled, o.IsWaiting, o.Conditions.Parent != ClientOrderId.None);
}

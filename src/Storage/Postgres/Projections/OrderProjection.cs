using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;
using Npgsql;

namespace CoinPilot.Storage.Postgres.Projections;

/// <summary>What the events of a symbol's orders and holdings change in the tables.</summary>
internal static class OrderProjection
{
    private const string InsertOrder = """
        INSERT INTO coinpilot.orders (client_order_id, number, symbol, strategy, side, type, time_in_force, quantity, price, funds,
            reference_price, reason, intended_at, status, venue_order_id, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """;

    /// <param name="time">When the event was decided.</param>
    public static NpgsqlBatchCommand Of(IPositionEvent @event, long ordering, Symbol symbol, Timestamp time) => @event switch
    {
        OrderIntended e => Row.Command(
            InsertOrder, e.ClientOrderId.Value, e.Number, e.Symbol.Code, e.Strategy, e.Side.ToString(), e.Type.ToString(), e.TimeInForce.ToString(),
            e.Quantity.ToDecimal(), e.Price.ToDecimal(), e.Funds.ToDecimal(), e.ReferencePrice.ToDecimal(), e.Reason, Row.Time(e.At),
            nameof(OrderStatus.New), "", Row.Time(time)),
        ExternalOrderAdopted e => Row.Command(
            InsertOrder, e.ClientOrderId.Value, e.Number, symbol.Code, Holder.External, e.Side.ToString(), e.Type.ToString(), "",
            e.Quantity.ToDecimal(), e.Price.ToDecimal(), e.Funds.ToDecimal(), 0m, "found at the venue", Row.Time(e.VenueTime),
            nameof(OrderStatus.Open), e.VenueOrderId, Row.Time(time)),
        OrderSubmitted => Status(@event, OrderStatus.Submitted, time),
        OrderAccepted e => Row.Command(
            "UPDATE coinpilot.orders SET status = 'Open', venue_order_id = $2, changed_at = $3 WHERE client_order_id = $1",
            e.ClientOrderId.Value, e.VenueOrderId, Row.Time(time)),
        OrderBecameUnknown e => Status(e, OrderStatus.Unknown, time, e.Cause),
        OrderReopened => Status(@event, OrderStatus.Unknown, time),
        OrderArmed => Status(@event, OrderStatus.Armed, time),
        OrderTriggered => Status(@event, OrderStatus.Triggered, time),
        OrderFilled => Status(@event, OrderStatus.Filled, time),
        OrderCancelled => Status(@event, OrderStatus.Cancelled, time),
        OrderRejected e => Status(e, OrderStatus.Rejected, time, $"{e.Code}: {e.Message}"),
        OrderResized e => Row.Command(
            "UPDATE coinpilot.orders SET quantity = $2, funds = $3, changed_at = $4 WHERE client_order_id = $1",
            e.ClientOrderId.Value, e.Quantity.ToDecimal(), e.Funds.ToDecimal(), Row.Time(time)),
        OrderExecuted e => OfFill(e, time),
        HoldingTransferred e => Holding(ordering, symbol, e.At, "transferred", e.From, e.To, e.Quantity, e.Cost, e.Reason),
        HoldingAdjusted e => Holding(ordering, symbol, e.At, "adjusted", "", e.Strategy, e.Quantity, e.Cost, e.Reason),
        TradingStateChanged e => Row.Decision(ordering, e.At, $"{symbol.Code} {e.State}", e.Reason),
        OrderPermitted e => Row.Decision(ordering, e.At, "order permitted", e.Permission.ToString(), symbol, e.ClientOrderId.Value),
        OrderConditioned or TrailAdvanced or OrderCancelRequested => Row.Command(
            "UPDATE coinpilot.orders SET changed_at = $2 WHERE client_order_id = $1", @event.ClientOrderId.Value, Row.Time(time)),
        _ => throw new InvalidOperationException($"no table is known for {@event.GetType().Name}"),
    };

    private static NpgsqlBatchCommand OfFill(OrderExecuted e, Timestamp time) => Row.Command(
        """
        WITH fill AS (
            INSERT INTO coinpilot.fills (client_order_id, trade_id, price, quantity, funds, fee, liquidity, venue_time)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8))
        UPDATE coinpilot.orders SET status = 'PartiallyFilled', filled = filled + $4, filled_funds = filled_funds + $5, fees = fees + $6,
            changed_at = $9 WHERE client_order_id = $1
        """,
        e.ClientOrderId.Value, e.TradeId, e.Price.ToDecimal(), e.Quantity.ToDecimal(), e.Funds.ToDecimal(), e.Fee.ToDecimal(),
        e.Liquidity.ToString(), Row.Time(e.VenueTime), Row.Time(time));

    private static NpgsqlBatchCommand Status(IPositionEvent e, OrderStatus status, Timestamp time, string problem = "") => Row.Command(
        "UPDATE coinpilot.orders SET status = $2, problem = CASE WHEN $3 = '' THEN problem ELSE $3 END, changed_at = $4 WHERE client_order_id = $1",
        e.ClientOrderId.Value, status.ToString(), problem, Row.Time(time));

    private static NpgsqlBatchCommand Holding(
        long ordering, Symbol symbol, Timestamp at, string change, string from, string to, Quantity quantity, Money cost, string reason) => Row.Command(
        """
        INSERT INTO coinpilot.holding_changes (ordering, symbol, at, change, source, target, quantity, cost, reason)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        ordering, symbol.Code, Row.Time(at), change, from, to, quantity.ToDecimal(), cost.ToDecimal(), reason);
}

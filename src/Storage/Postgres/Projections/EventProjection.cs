using CoinPilot.Actors.Contract;
using CoinPilot.Portfolio;
using CoinPilot.Positions;
using CoinPilot.Values;
using Npgsql;

namespace CoinPilot.Storage.Postgres.Projections;

/// <summary>What each event changes in the tables. An event that changes none is passed over; one of no known kind throws.</summary>
internal static class EventProjection
{
    public static IEnumerable<NpgsqlBatchCommand> Of(long ordering, JournalEvent recorded) => recorded.Event switch
    {
        IPositionEvent e => [OfPosition(e, recorded.EventTime)],
        IPortfolioEvent e => OfPortfolio(ordering, e),
        _ => throw new InvalidOperationException($"{recorded.EntityId} #{recorded.Sequence} ({recorded.Manifest}) is an event of no known kind"),
    };

    private static NpgsqlBatchCommand OfPosition(IPositionEvent @event, Timestamp time) => @event switch
    {
        OrderIntended e => Command(
            """
            INSERT INTO coinpilot.orders (client_order_id, number, symbol, strategy, side, type, time_in_force, quantity, price, funds,
                reference_price, reason, intended_at, status, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'New', $14)
            """,
            e.ClientOrderId.Value, e.Number, e.Symbol.Code, e.Strategy, e.Side.ToString(), e.Type.ToString(), e.TimeInForce.ToString(),
            e.Quantity.ToDecimal(), e.Price.ToDecimal(), e.Funds.ToDecimal(), e.ReferencePrice.ToDecimal(), e.Reason, Time(e.At), Time(time)),
        OrderSubmitted e => Status(e, "Submitted", time),
        OrderAccepted e => Command(
            "UPDATE coinpilot.orders SET status = 'Open', venue_order_id = $2, changed_at = $3 WHERE client_order_id = $1",
            e.ClientOrderId.Value, e.VenueOrderId, Time(time)),
        OrderBecameUnknown e => Status(e, "Unknown", time, e.Cause),
        OrderExecuted e => Command(
            """
            WITH fill AS (
                INSERT INTO coinpilot.fills (client_order_id, trade_id, price, quantity, funds, fee, liquidity, venue_time)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8))
            UPDATE coinpilot.orders SET status = 'PartiallyFilled', filled = filled + $4, filled_funds = filled_funds + $5, fees = fees + $6,
                changed_at = $9 WHERE client_order_id = $1
            """,
            e.ClientOrderId.Value, e.TradeId, e.Price.ToDecimal(), e.Quantity.ToDecimal(), e.Funds.ToDecimal(), e.Fee.ToDecimal(),
            e.Liquidity.ToString(), Time(e.VenueTime), Time(time)),
        OrderFilled e => Status(e, "Filled", time),
        OrderCancelled e => Status(e, "Cancelled", time),
        OrderRejected e => Status(e, "Rejected", time, $"{e.Code}: {e.Message}"),
        _ => Command("UPDATE coinpilot.orders SET changed_at = $2 WHERE client_order_id = $1", @event.ClientOrderId.Value, Time(time)),
    };

    private static IEnumerable<NpgsqlBatchCommand> OfPortfolio(long ordering, IPortfolioEvent @event) => @event switch
    {
        AccountOpened e => [Equity(ordering, e.At, e.OpeningCash, Money.Zero)],
        AccountReported e => [Equity(ordering, e.At, e.Cash, e.Symbols.SelectMany(s => s.Holdings).Aggregate(Money.Zero, (sum, h) => sum + h.Cost))],
        KillSwitchEngaged e => [Decision(ordering, e.At, "kill switch engaged", e.Reason)],
        KillSwitchReleased e => [Decision(ordering, e.At, "kill switch released", e.Reason)],
        ReferenceEquityFixed e => [Decision(ordering, e.Day, "reference equity", e.Equity.ToString())],
        _ => [],
    };

    private static NpgsqlBatchCommand Status(IPositionEvent e, string status, Timestamp time, string problem = "") => Command(
        "UPDATE coinpilot.orders SET status = $2, problem = CASE WHEN $3 = '' THEN problem ELSE $3 END, changed_at = $4 WHERE client_order_id = $1",
        e.ClientOrderId.Value, status, problem, Time(time));

    private static NpgsqlBatchCommand Equity(long ordering, Timestamp at, Money cash, Money held) => Command(
        "INSERT INTO coinpilot.equity (ordering, at, cash, held) VALUES ($1, $2, $3, $4)", ordering, Time(at), cash.ToDecimal(), held.ToDecimal());

    private static NpgsqlBatchCommand Decision(long ordering, Timestamp at, string decision, string detail) => Command(
        "INSERT INTO coinpilot.risk_decisions (ordering, at, decision, detail) VALUES ($1, $2, $3, $4)", ordering, Time(at), decision, detail);

    private static DateTime Time(Timestamp time) => time.ToDateTimeOffset().UtcDateTime;

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        NpgsqlBatchCommand command = new(sql);
        foreach (object value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}

using CoinPilot.Values;
using Npgsql;

namespace CoinPilot.Storage.Postgres.Projections;

/// <summary>Commands that write rows.</summary>
internal static class Row
{
    /// <summary>The values stand for $1 and on.</summary>
    public static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        NpgsqlBatchCommand command = new(sql);
        foreach (object value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    public static NpgsqlBatchCommand Decision(long ordering, Timestamp at, string decision, string detail) => Command(
        "INSERT INTO coinpilot.risk_decisions (ordering, at, decision, detail) VALUES ($1, $2, $3, $4)", ordering, Time(at), decision, detail);

    /// <summary>A decision on one symbol: an order's, or a signal's that became none.</summary>
    public static NpgsqlBatchCommand Decision(long ordering, Timestamp at, string decision, string detail, Symbol symbol, string orderId) => Command(
        "INSERT INTO coinpilot.risk_decisions (ordering, at, decision, detail, symbol, client_order_id) VALUES ($1, $2, $3, $4, $5, $6)",
        ordering, Time(at), decision, detail, symbol.Code, orderId);

    public static DateTime Time(Timestamp time) => time.ToDateTimeOffset().UtcDateTime;
}

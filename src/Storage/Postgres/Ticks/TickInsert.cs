using CoinPilot.Storage.Postgres.Journal;
using Npgsql;

namespace CoinPilot.Storage.Postgres.Ticks;

/// <summary>Writes ticks in one statement; those that are there already stay.</summary>
internal sealed class TickInsert(string connectionString) : IDisposable
{
    private const int TimeoutSeconds = 5;

    private readonly NpgsqlDataSource _database = Database.Open(connectionString);

    public void Write(Tick[] ticks)
    {
        using NpgsqlCommand command = _database.CreateCommand("""
            INSERT INTO coinpilot.ticks (symbol, sequential_id, time, price, quantity, taker)
            SELECT * FROM unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::numeric[], $5::numeric[], $6::text[])
            ON CONFLICT DO NOTHING
            """);
        command.CommandTimeout = TimeoutSeconds;
        command.Parameters.Add(Column(ticks, t => t.Symbol.Code));
        command.Parameters.Add(Column(ticks, t => t.Trade.SequentialId));
        command.Parameters.Add(Column(ticks, t => t.Trade.Time.ToDateTimeOffset().UtcDateTime));
        command.Parameters.Add(Column(ticks, t => t.Trade.Price.ToDecimal()));
        command.Parameters.Add(Column(ticks, t => t.Trade.Quantity.ToDecimal()));
        command.Parameters.Add(Column(ticks, t => t.Trade.Taker.ToString()));
        command.ExecuteNonQuery();
    }

    public void Dispose() => _database.Dispose();

    private static NpgsqlParameter<T[]> Column<T>(Tick[] ticks, Func<Tick, T> of) => new() { TypedValue = Array.ConvertAll(ticks, t => of(t)) };
}

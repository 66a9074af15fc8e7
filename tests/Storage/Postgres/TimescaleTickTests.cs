using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Storage.Postgres.Schema;
using CoinPilot.Storage.Postgres.Ticks;
using CoinPilot.Values;
using Npgsql;

namespace CoinPilot.Tests.Storage.Postgres;

/// <summary>Trades in TimescaleDB's hypertable.</summary>
public sealed class TimescaleTickTests(TimescaleServer server) : IClassFixture<TimescaleServer>
{
    // Policies go by the server's clock: days that are old or new to it.
    private static readonly Timestamp Now = Timestamp.From(TimeProvider.System.GetUtcNow());

    [Fact]
    public void Ticks_RepeatedAfterCompression_AreKeptOnce()
    {
        string database = Hypertable();
        Write(database, 0, 3, 10, 20);
        string before = Contents(database);
        RunJob(database, "policy_compression");
        Assert.Equal(2L, PostgresJournals.Query<long>(database,
            "SELECT count(*) FROM timescaledb_information.chunks WHERE hypertable_name = 'ticks' AND is_compressed"));

        Write(database, 0, 3, 10, 20);

        Assert.Equal(before, Contents(database));
        Assert.Equal(400L, PostgresJournals.Query<long>(database, "SELECT count(*) FROM coinpilot.ticks_kst"));
    }

    [Fact]
    public void Retention_OfTicksOlderThanAYear_TakesThemAlone()
    {
        string database = Hypertable();
        Write(database, 0, 300);
        string expected = Contents(database);
        Write(database, 400);
        Assert.NotEqual(expected, Contents(database));

        RunJob(database, "policy_retention");

        Assert.Equal(expected, Contents(database));
    }

    // A hundred trades in the second of each day.
    private static void Write(string database, params int[] daysAgo)
    {
        using TickWriter ticks = new(database, static _ => { });
        foreach (int days in daysAgo)
        {
            for (int i = 0; i < 100; i++)
            {
                ticks.Add(Symbol.Parse(i % 2 == 0 ? "KRW-BTC" : "KRW-ETH"), new Trade(
                    Now - TimeSpan.FromDays(days), Price.Of(1_000 + i), Quantity.Of(0.01m * (i + 1)), i % 3 == 0 ? OrderSide.Buy : OrderSide.Sell, (days * 1_000) + i));
            }
        }
    }

    private static string Contents(string database) => PostgresJournals.Query<string>(database,
        "SELECT string_agg(t::text, E'\\n' ORDER BY sequential_id) FROM coinpilot.ticks t");

    private static void RunJob(string database, string procedure) => PostgresJournals.Execute(database, $"CALL run_job({PostgresJournals.Query<int>(database,
        $"SELECT job_id FROM timescaledb_information.jobs WHERE hypertable_name = 'ticks' AND proc_name = '{procedure}'")})");

    private string Hypertable()
    {
        string connection = server.RequireDatabase();
        PostgresJournals.Execute(connection, "SET client_min_messages = error; CREATE EXTENSION timescaledb");
        using NpgsqlDataSource database = NpgsqlDataSource.Create(connection);
        Migrator.Run(database, Migration.All);
        return connection;
    }
}

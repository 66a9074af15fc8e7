using System.Collections.Concurrent;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Storage.Postgres.Journal;
using CoinPilot.Storage.Postgres.Schema;
using CoinPilot.Storage.Postgres.Ticks;
using CoinPilot.Tests.Postgres;
using CoinPilot.Values;
using Npgsql;

namespace CoinPilot.Tests.Storage.Postgres;

public sealed class TickWriterTests(PostgresServer server)
{
    private static readonly Timestamp At = Timestamp.Utc(2025, 9, 1, 15, 30);
    private static readonly Symbol Btc = Symbol.Parse("KRW-BTC");
    private static readonly Symbol Eth = Symbol.Parse("KRW-ETH");

    private readonly ConcurrentQueue<string> _warnings = new();

    [Fact]
    public void Ticks_Added_AreInTheTableToTheLastDigit()
    {
        string database = Migrated();
        using (TickWriter ticks = new(database, _warnings.Enqueue))
        {
            ticks.Add(Btc, new Trade(At + TimeSpan.FromMicroseconds(1), Price.Of(0.00000001m), Quantity.Of(1234567.12345678m), OrderSide.Sell, long.MaxValue));
            ticks.Add(Eth, Trade(1));
        }

        Assert.Equal("9223372036854775807 0.00000001 1234567.12345678 Sell 2025-09-02 00:30:00.000001", PostgresJournals.Query<string>(database, """
            SELECT concat_ws(' ', sequential_id, price::numeric(20,8), quantity::numeric(20,8), taker, time_kst) FROM coinpilot.ticks_kst WHERE symbol = 'KRW-BTC'
            """));
        Assert.Equal("Buy", PostgresJournals.Query<string>(database, "SELECT taker FROM coinpilot.ticks WHERE symbol = 'KRW-ETH'"));
    }

    [Fact]
    public void Ticks_RepeatedInABatchAndByTheNextRun_AreThereOnce()
    {
        string database = Migrated();
        for (int run = 0; run < 2; run++)
        {
            using TickWriter ticks = new(database, _warnings.Enqueue);
            for (int i = 0; i < 6; i++)
                ticks.Add(Btc, Trade(i % 3));
            ticks.Add(Eth, Trade(0));
        }

        Assert.Equal(4L, Count(database));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Ticks_OfManyBatches_AreAllWritten()
    {
        string database = Migrated();
        using (TickWriter ticks = new(database, _warnings.Enqueue))
        {
            for (int i = 0; i < 10_000; i++)
                ticks.Add(Btc, Trade(i));
        }

        Assert.Equal(10_000L, Count(database));
        Assert.Equal(9_999L * 5_000, PostgresJournals.Query<long>(database, "SELECT sum(sequential_id)::bigint FROM coinpilot.ticks"));
    }

    [Fact]
    public async Task Add_DatabaseStandsStill_DropsWhatDoesNotFitAndWritesTheRestLater()
    {
        string database = Migrated();
        using TickWriter ticks = new(database, _warnings.Enqueue, mostWaiting: 8);
        await using NpgsqlConnection other = new(database);
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using (NpgsqlTransaction lockTaken = await other.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using NpgsqlCommand take = new("LOCK TABLE coinpilot.ticks IN ACCESS EXCLUSIVE MODE", other, lockTaken);
            await take.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            for (int i = 0; i < 11; i++)
                ticks.Add(Btc, Trade(i));
            Assert.Equal(3, ticks.Dropped);
            await Until.TrueAsync(() => !_warnings.IsEmpty);
        }
        await Until.TrueAsync(() => Count(database) == 8);

        Assert.Equal(28L, PostgresJournals.Query<long>(database, "SELECT sum(sequential_id)::bigint FROM coinpilot.ticks"));
        Assert.Equal(3, ticks.Dropped);
        Assert.Single(_warnings);
    }

    [Fact]
    public void Dispose_DatabaseAway_CountsAllAsDropped()
    {
        string database = new NpgsqlConnectionStringBuilder(server.RequireDatabase()) { Port = 1 }.ConnectionString;
        TickWriter ticks = new(database, _warnings.Enqueue);
        for (int i = 0; i < 5; i++)
            ticks.Add(Btc, Trade(i));
        ticks.Dispose();

        Assert.Equal(5, ticks.Dropped);
        Assert.Single(_warnings);
    }

    [Fact]
    public void Ticks_TheDatabaseRefuses_AreDroppedAndHoldUpNothing()
    {
        string database = Migrated();
        PostgresJournals.Execute(database, "ALTER TABLE coinpilot.ticks RENAME TO moved");
        TickWriter ticks = new(database, _warnings.Enqueue);
        for (int i = 0; i < 5_000; i++)
            ticks.Add(Btc, Trade(i));
        ticks.Dispose();

        Assert.Equal(5_000, ticks.Dropped);
        Assert.Single(_warnings);
    }

    [Fact]
    public void Add_ToTheRing_AllocatesNothing()
    {
        TickRing ring = new(1024);
        Tick tick = new(Btc, Trade(1));
        long fewest = long.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 2_000; i++)
                ring.TryAdd(tick);
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
            ring.Remove(ring.Count);
        }
        Assert.Equal(0, fewest);
    }

    [Fact]
    public void Migrations_OnADatabaseThatHasTheOlderOnes_AddTheTable()
    {
        string connection = server.RequireDatabase();
        using NpgsqlDataSource database = NpgsqlDataSource.Create(connection);
        int number = Migration.All.Single(m => m.Name == "ticks").Number;
        Migrator.Run(database, [.. Migration.All.Where(m => m.Number < number)]);
        Migrator.Run(database, Migration.All);

        Assert.Equal("ticks_pkey ticks_symbol_time", PostgresJournals.Query<string>(connection,
            "SELECT string_agg(indexname, ' ' ORDER BY indexname) FROM pg_indexes WHERE schemaname = 'coinpilot' AND tablename = 'ticks'"));
        Assert.Equal(0L, Count(connection));
    }

    private static Trade Trade(int number) => new(At + TimeSpan.FromSeconds(number), Price.Of(100 + number), Quantity.Of(1), OrderSide.Buy, number);

    private static long Count(string database) => PostgresJournals.Query<long>(database, "SELECT count(*) FROM coinpilot.ticks");

    private string Migrated()
    {
        string connection = server.RequireDatabase();
        using NpgsqlDataSource database = Database.Open(connection);
        Migrator.Run(database, Migration.All);
        return connection;
    }
}

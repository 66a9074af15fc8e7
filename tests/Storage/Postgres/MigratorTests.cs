using CoinPilot.Storage.Postgres.Schema;
using CoinPilot.Tests.Postgres;
using Npgsql;

namespace CoinPilot.Tests.Storage.Postgres;

public sealed class MigratorTests(PostgresServer server)
{
    private static readonly Migration Table = new(1, "table", "CREATE TABLE thing (id integer PRIMARY KEY); INSERT INTO thing VALUES (1)");

    [Fact]
    public void Run_Twice_ChangesNothing()
    {
        using NpgsqlDataSource database = NpgsqlDataSource.Create(server.RequireDatabase());
        Migrator.Run(database, [Table]);
        Migrator.Run(database, [Table]);
        Assert.Equal(1L, Count(database, "thing"));
        Assert.Equal(1L, Count(database, "coinpilot.migration"));
    }

    [Fact]
    public async Task Run_ByManyAtOnce_AppliesEachOnce()
    {
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(server.RequireDatabase());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Migrator.Run(database, [Table]))));
        Assert.Equal(1L, Count(database, "thing"));
    }

    [Fact]
    public void Run_FailingStep_LeavesTheOldSchemaWorking()
    {
        using NpgsqlDataSource database = NpgsqlDataSource.Create(server.RequireDatabase());
        Migrator.Run(database, [Table]);
        Migration bad = new(2, "bad", "ALTER TABLE thing ADD name text; DROP TABLE thing; SELECT 1 / 0");
        MigrationException failed = Assert.Throws<MigrationException>(() => Migrator.Run(database, [Table, bad]));
        Assert.Contains("migration 2 (bad)", failed.Message, StringComparison.Ordinal);
        Assert.Equal(1L, Count(database, "thing"));
        Migrator.Run(database, [Table]);
        Migrator.Run(database, [Table, bad with { Sql = "ALTER TABLE thing ADD name text" }]);
        Assert.Equal(2L, Count(database, "coinpilot.migration"));
    }

    [Fact]
    public void Run_OnANewerDatabase_Refuses()
    {
        using NpgsqlDataSource database = NpgsqlDataSource.Create(server.RequireDatabase());
        Migrator.Run(database, [Table, new(2, "later", "SELECT 1")]);
        Assert.Contains("newer", Assert.Throws<MigrationException>(() => Migrator.Run(database, [Table])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_AStepChangedAfterwards_Refuses()
    {
        using NpgsqlDataSource database = NpgsqlDataSource.Create(server.RequireDatabase());
        Migrator.Run(database, [Table]);
        Migration changed = new(1, "table", "CREATE TABLE other (id integer)");
        Assert.Contains("migration 1 (table)", Assert.Throws<MigrationException>(() => Migrator.Run(database, [changed])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Migrations_OfThisBuild_AreNumberedWithoutGaps() =>
        Assert.Equal(Enumerable.Range(1, Migration.All.Count), Migration.All.Select(m => m.Number));

    private static long Count(NpgsqlDataSource database, string table)
    {
        using NpgsqlCommand command = database.CreateCommand($"SELECT count(*) FROM {table}");
        return (long)command.ExecuteScalar()!;
    }
}

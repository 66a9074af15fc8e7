using CoinPilot.Storage.Postgres.Lease;
using CoinPilot.Tests.Storage.Journal;
using Npgsql;

namespace CoinPilot.Tests.Storage.Postgres;

/// <summary>Nodes that share a journal, as the tests want them, and rows as any program might write them.</summary>
internal static class SharedJournals
{
    /// <summary>What the table says of a writer without the lease.</summary>
    public const string Fenced = "CP001";

    public const string Btc = "KRW-BTC";

    public static SymbolLeaseOptions Options(string database) => new(database, TimeProvider.System, () => Journals.Id);

    public static SymbolLeases Join(string database, TimeSpan? life = null) =>
        SymbolLeases.Join(Options(database) with { Life = life ?? TimeSpan.FromSeconds(8) });

    public static void Expire(string database, string name) =>
        PostgresJournals.Execute(database, $"UPDATE coinpilot.symbol_lease SET expires = clock_timestamp() - interval '1 ms' WHERE name = '{name}'");

    public static long Count(string database) => PostgresJournals.Query<long>(database, "SELECT count(*) FROM journal");

    public static void Insert(SymbolLeases node, string entity, long sequence) => InsertBy(node.WriterConnectionString, entity, sequence);

    public static void InsertBy(string database, string entity, long sequence)
    {
        using NpgsqlConnection connection = new(database);
        connection.Open();
        Insert(connection, entity, sequence);
    }

    public static void Insert(NpgsqlConnection connection, string entity, long sequence, string manifest = "", byte[]? message = null)
    {
        using NpgsqlCommand command = new(
            "INSERT INTO journal (deleted, persistence_id, sequence_number, created, message, manifest, writer_uuid) VALUES (false, $1, $2, 0, $4, $3, 'whoever')", connection)
        {
            Parameters = { new() { Value = entity }, new() { Value = sequence }, new() { Value = manifest }, new() { Value = message ?? [] } },
        };
        command.ExecuteNonQuery();
    }

    public static void AssertFenced(Action write) => Assert.Equal(Fenced, Assert.Throws<PostgresException>(write).SqlState);
}

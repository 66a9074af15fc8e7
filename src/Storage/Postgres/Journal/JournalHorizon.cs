using Npgsql;

namespace CoinPilot.Storage.Postgres.Journal;

/// <summary>
/// How far all rows are there. Where one process writes, they come in their order; where several share the journal, a row may be committed before
/// one of a lower number, and who remembers the last that he saw would miss it.
/// </summary>
internal static class JournalHorizon
{
    // A row gets its number under the lock that SHARE waits for: once it is granted, no lower number is still to come.
    private const string SettleSql = "LOCK TABLE journal IN SHARE MODE; SELECT coalesce(max(ordering), 0) FROM journal";

    /// <summary>The number up to which a reader may remember what it saw; all there is where one process writes.</summary>
    public static long Find(NpgsqlDataSource database)
    {
        using NpgsqlConnection connection = database.OpenConnection();
        // By its name, which a database of an earlier build does not have.
        using NpgsqlCommand shared = new("SELECT coalesce((SELECT (to_jsonb(l) ->> 'is_shared')::boolean FROM coinpilot.lease l), false)", connection);
        if (!(bool)shared.ExecuteScalar()!)
            return long.MaxValue;
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        using NpgsqlCommand settle = new(SettleSql, connection, transaction) { CommandTimeout = 10 };
        long last = (long)settle.ExecuteScalar()!;
        transaction.Commit();
        return last;
    }
}

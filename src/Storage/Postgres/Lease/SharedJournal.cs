using Npgsql;

namespace CoinPilot.Storage.Postgres.Lease;

/// <summary>The journal's own lease, as those who share the journal hold it: together, and none of them by name.</summary>
internal static class SharedJournal
{
    private const int WriterConnections = 8;

    private const string LockSql = "SELECT is_shared, journal_id FROM coinpilot.lease FOR UPDATE";

    // The token rises, so that a process that held the journal alone and stood still writes nothing more. As when one process takes it, a server that
    // has just started gives the holder its time to come back.
    private const string ShareSql = """
        INSERT INTO coinpilot.lease (journal_id, token, process_id, host, since, expires, is_shared)
        VALUES ($1, 1, 0, '', clock_timestamp(), '-infinity', true)
        ON CONFLICT (only_row) DO UPDATE
        SET token = lease.token + 1, process_id = 0, host = '', since = clock_timestamp(), expires = '-infinity', is_shared = true
        WHERE NOT lease.is_shared
            AND (lease.expires = '-infinity' OR (lease.expires < clock_timestamp() AND pg_postmaster_start_time() < clock_timestamp() - $2))
        RETURNING journal_id
        """;

    /// <summary>The journal's id; null while one process holds it alone. A new journal gets the id.</summary>
    public static string? Share(NpgsqlConnection connection, string newJournalId, TimeSpan life)
    {
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        string? journalId = FindShared(connection, transaction) ?? Take(connection, transaction, newJournalId, life) ?? FindShared(connection, transaction);
        transaction.Commit();
        return journalId;
    }

    /// <summary>
    /// The same place, with the node's number in every session, and as few of them as one node needs: a server takes a hundred by default.
    /// </summary>
    public static string WriterOf(string connectionString, long node)
    {
        NpgsqlConnectionStringBuilder settings = new(connectionString);
        settings.Options = $"{settings.Options} -c coinpilot.node={node}".Trim();
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, WriterConnections);
        return settings.ConnectionString;
    }

    private static string? FindShared(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        using NpgsqlCommand command = new(LockSql, connection, transaction);
        using NpgsqlDataReader reader = command.ExecuteReader();
        return reader.Read() && reader.GetBoolean(0) ? reader.GetString(1) : null;
    }

    private static string? Take(NpgsqlConnection connection, NpgsqlTransaction transaction, string newJournalId, TimeSpan life)
    {
        using NpgsqlCommand command = new(ShareSql, connection, transaction) { Parameters = { new() { Value = newJournalId }, new() { Value = life } } };
        return command.ExecuteScalar() as string;
    }
}

using Npgsql;

namespace CoinPilot.Storage.Postgres.Lease;

/// <summary>The rows of the symbols' leases; times are the database's own, so that clocks of hosts do not matter.</summary>
internal static class SymbolLeaseTable
{
    // A journal that one process holds is not shared: the lock keeps that so until the commit.
    private const string TakeSql = """
        WITH shared AS (SELECT 1 FROM coinpilot.lease WHERE is_shared FOR KEY SHARE)
        INSERT INTO coinpilot.symbol_lease AS held (name, token, node, process_id, host, since, expires)
        SELECT $1, 1, $2, $3, $4, clock_timestamp(), clock_timestamp() + $5 FROM shared
        ON CONFLICT (name) DO UPDATE
        SET token = held.token + 1, node = $2, process_id = $3, host = $4, since = clock_timestamp(), expires = clock_timestamp() + $5
        WHERE held.expires < clock_timestamp()
        RETURNING token
        """;

    // In the order in which writers lock them.
    private const string RenewSql = """
        WITH own AS (SELECT name FROM coinpilot.symbol_lease WHERE node = $1 ORDER BY name FOR NO KEY UPDATE)
        UPDATE coinpilot.symbol_lease AS held SET expires = clock_timestamp() + $2 FROM own WHERE held.name = own.name AND held.node = $1
        RETURNING held.name, held.token
        """;

    private const string ReleaseSql =
        "UPDATE coinpilot.symbol_lease SET node = 0, expires = '-infinity' WHERE name = $1 AND token = $2 AND node = $3";

    private const string ListSql = """
        SELECT name, token, node, process_id, host, since, CASE WHEN expires = '-infinity' THEN NULL ELSE expires END, expires >= clock_timestamp()
        FROM coinpilot.symbol_lease ORDER BY name
        """;

    /// <summary>The number of a node that has just started; no other ever has it.</summary>
    public static long NextNode(NpgsqlConnection connection)
    {
        using NpgsqlCommand command = new("SELECT nextval('coinpilot.node_number')", connection);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>
    /// The token; null while somebody holds the lease, or one process the whole journal. Throws <see cref="NpgsqlException"/> where the old holder's
    /// commit is under way for longer than a renewal could wait.
    /// </summary>
    public static long? TryTake(NpgsqlConnection connection, string name, long node, TimeSpan life)
    {
        using NpgsqlCommand command = new(TakeSql, connection)
        {
            // Renewals wait behind it.
            CommandTimeout = Math.Max(1, (int)(life / 4).TotalSeconds),
            Parameters =
            {
                new() { Value = name }, new() { Value = node }, new() { Value = Environment.ProcessId }, new() { Value = Environment.MachineName },
                new() { Value = life },
            },
        };
        return command.ExecuteScalar() as long?;
    }

    /// <summary>Renews all that the node has, and tells what that is.</summary>
    public static HashSet<SymbolLease> Renew(NpgsqlConnection connection, long node, TimeSpan life)
    {
        using NpgsqlCommand command = new(RenewSql, connection)
        {
            CommandTimeout = Math.Max(1, (int)(life / 4).TotalSeconds),
            Parameters = { new() { Value = node }, new() { Value = life } },
        };
        using NpgsqlDataReader reader = command.ExecuteReader();
        HashSet<SymbolLease> own = [];
        while (reader.Read())
            own.Add(new SymbolLease(reader.GetString(0), reader.GetInt64(1)));
        return own;
    }

    /// <summary>Lets the next one in at once, but not before what is being written is committed.</summary>
    public static void Release(NpgsqlConnection connection, SymbolLease lease, long node)
    {
        using NpgsqlCommand command = new(ReleaseSql, connection)
        {
            Parameters = { new() { Value = lease.Name }, new() { Value = lease.Token }, new() { Value = node } },
        };
        command.ExecuteNonQuery();
    }

    /// <summary>All that were ever taken, by name.</summary>
    public static List<SymbolLeaseHolder> List(NpgsqlConnection connection)
    {
        using NpgsqlCommand command = new(ListSql, connection);
        using NpgsqlDataReader reader = command.ExecuteReader();
        List<SymbolLeaseHolder> all = [];
        while (reader.Read())
        {
            all.Add(new SymbolLeaseHolder(
                reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt32(3), reader.GetString(4),
                reader.GetFieldValue<DateTimeOffset>(5), reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6), reader.GetBoolean(7)));
        }
        return all;
    }
}

using System.Diagnostics;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Values;
using Npgsql;

namespace CoinPilot.Storage.Postgres.Lease;

/// <summary>The right to write, as a row in the database; times are the database's own, so that clocks of hosts do not matter.</summary>
internal static class DatabaseLease
{
    // Whoever takes or shares the journal comes one after another, and sees what the one before did.
    private const string LockSql = "SELECT 1 FROM coinpilot.lease FOR UPDATE";

    // A server that has just started gives the holder, which went on without it, its time to come back. Nobody takes a journal that is shared while
    // a node holds anything of it.
    private const string TakeSql = """
        INSERT INTO coinpilot.lease (journal_id, token, process_id, host, since, expires)
        VALUES ($1, 1, $2, $3, clock_timestamp(), clock_timestamp() + $4)
        ON CONFLICT (only_row) DO UPDATE
        SET token = lease.token + 1, process_id = $2, host = $3, since = clock_timestamp(), expires = clock_timestamp() + $4, is_shared = false
        WHERE (lease.expires = '-infinity' OR (lease.expires < clock_timestamp() AND pg_postmaster_start_time() < clock_timestamp() - $4))
            AND NOT EXISTS (SELECT 1 FROM coinpilot.symbol_lease WHERE expires >= clock_timestamp())
        RETURNING token, journal_id
        """;

    private const string TakeFromDeadSql = """
        UPDATE coinpilot.lease
        SET token = token + 1, process_id = $2, host = $3, since = clock_timestamp(), expires = clock_timestamp() + $4
        WHERE token = $1 AND NOT is_shared
        RETURNING token, journal_id
        """;

    // What nodes of a cluster held before: one that stood still since writes nothing more.
    private const string EndSharesSql = "UPDATE coinpilot.symbol_lease SET token = token + 1, node = 0, expires = '-infinity'";

    private const string LastSql = """
        SELECT token, process_id, host, since, expires >= clock_timestamp() FROM coinpilot.lease WHERE NOT is_shared
        UNION ALL
        (SELECT s.token, s.process_id, s.host, s.since, s.expires >= clock_timestamp() FROM coinpilot.symbol_lease s
         JOIN coinpilot.lease ON is_shared ORDER BY s.expires DESC LIMIT 1)
        """;

    /// <summary>Takes the lease where nobody holds it or its time is up; null when somebody holds it. A new journal gets the id.</summary>
    public static (long Token, string JournalId)? TryTake(NpgsqlConnection connection, string newJournalId, TimeSpan life)
    {
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        Execute(connection, transaction, LockSql);
        (long, string)? taken = Take(connection, transaction, newJournalId, life);
        if (taken is not null)
            Execute(connection, transaction, EndSharesSql);
        transaction.Commit();
        return taken;
    }

    /// <summary>Takes it from a process of this host that has died; null when the lease was not its any more.</summary>
    public static (long Token, string JournalId)? TryTakeFromDead(NpgsqlConnection connection, LeaseHolder dead, TimeSpan life)
    {
        using NpgsqlCommand command = new(TakeFromDeadSql, connection)
        {
            Parameters =
            {
                new() { Value = dead.Token }, new() { Value = Environment.ProcessId }, new() { Value = Environment.MachineName },
                new() { Value = life },
            },
        };
        using NpgsqlDataReader reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetString(1)) : null;
    }

    /// <summary>True when it was a process of this host and there is none of its number any more.</summary>
    public static bool IsDead(LeaseHolder holder)
    {
        if (holder.Host != Environment.MachineName)
            return false;
        try
        {
            using Process process = Process.GetProcessById(holder.ProcessId);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    /// <summary>False when another has taken it. One whose time was up, but that nobody took, lives on.</summary>
    public static bool TryRenew(NpgsqlConnection connection, long token, TimeSpan life)
    {
        using NpgsqlCommand command = new("UPDATE coinpilot.lease SET expires = clock_timestamp() + $2 WHERE token = $1", connection)
        {
            CommandTimeout = 5,
            Parameters = { new() { Value = token }, new() { Value = life } },
        };
        return command.ExecuteNonQuery() == 1;
    }

    /// <summary>Lets the next one in at once.</summary>
    public static void Release(NpgsqlConnection connection, long token)
    {
        using NpgsqlCommand command = new("UPDATE coinpilot.lease SET expires = '-infinity' WHERE token = $1", connection)
        {
            Parameters = { new() { Value = token } },
        };
        command.ExecuteNonQuery();
    }

    /// <summary>Who holds it now; null when nobody does.</summary>
    public static LeaseHolder? FindHolder(NpgsqlConnection connection)
    {
        LeaseHolder? last = FindLast(connection, out bool isAlive);
        return isAlive ? last : null;
    }

    /// <summary>Who took it last, whether or not its time is up; of a journal that is shared, one of those who share it.</summary>
    public static LeaseHolder? FindLast(NpgsqlConnection connection, out bool isAlive)
    {
        using NpgsqlCommand command = new(LastSql, connection);
        using NpgsqlDataReader reader = command.ExecuteReader();
        isAlive = false;
        if (!reader.Read())
            return null;
        isAlive = reader.GetBoolean(4);
        return new LeaseHolder(
            reader.GetInt64(0), reader.GetInt32(1), reader.GetString(2), Timestamp.From(reader.GetFieldValue<DateTimeOffset>(3)));
    }

    private static (long Token, string JournalId)? Take(NpgsqlConnection connection, NpgsqlTransaction transaction, string newJournalId, TimeSpan life)
    {
        using NpgsqlCommand command = new(TakeSql, connection, transaction)
        {
            Parameters =
            {
                new() { Value = newJournalId }, new() { Value = Environment.ProcessId }, new() { Value = Environment.MachineName },
                new() { Value = life },
            },
        };
        using NpgsqlDataReader reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetString(1)) : null;
    }

    private static void Execute(NpgsqlConnection connection, NpgsqlTransaction transaction, string sql)
    {
        using NpgsqlCommand command = new(sql, connection, transaction);
        command.ExecuteNonQuery();
    }
}

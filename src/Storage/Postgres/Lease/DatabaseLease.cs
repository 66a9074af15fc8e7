using System.Diagnostics;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Values;
using Npgsql;

namespace CoinPilot.Storage.Postgres.Lease;

/// <summary>The right to write, as a row in the database; times are the database's own, so that clocks of hosts do not matter.</summary>
internal static class DatabaseLease
{
    // A server that has just started gives the holder, which went on without it, its time to come back.
    private const string TakeSql = """
        INSERT INTO coinpilot.lease (journal_id, token, process_id, host, since, expires)
        VALUES ($1, 1, $2, $3, clock_timestamp(), clock_timestamp() + $4)
        ON CONFLICT (only_row) DO UPDATE
        SET token = lease.token + 1, process_id = $2, host = $3, since = clock_timestamp(), expires = clock_timestamp() + $4
        WHERE lease.expires = '-infinity' OR (lease.expires < clock_timestamp() AND pg_postmaster_start_time() < clock_timestamp() - $4)
        RETURNING token, journal_id
        """;

    private const string TakeFromDeadSql = """
        UPDATE coinpilot.lease
        SET token = token + 1, process_id = $2, host = $3, since = clock_timestamp(), expires = clock_timestamp() + $4
        WHERE token = $1
        RETURNING token, journal_id
        """;

    /// <summary>Takes the lease where nobody holds it or its time is up; null when somebody holds it. A new journal gets the id.</summary>
    public static (long Token, string JournalId)? TryTake(NpgsqlConnection connection, string newJournalId, TimeSpan life)
    {
        using NpgsqlCommand command = new(TakeSql, connection)
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

    /// <summary>Who took it last, whether or not its time is up.</summary>
    public static LeaseHolder? FindLast(NpgsqlConnection connection, out bool isAlive)
    {
        using NpgsqlCommand command = new(
            "SELECT token, process_id, host, since, expires >= clock_timestamp() FROM coinpilot.lease", connection);
        using NpgsqlDataReader reader = command.ExecuteReader();
        isAlive = false;
        if (!reader.Read())
            return null;
        isAlive = reader.GetBoolean(4);
        return new LeaseHolder(
            reader.GetInt64(0), reader.GetInt32(1), reader.GetString(2), Timestamp.From(reader.GetFieldValue<DateTimeOffset>(3)));
    }
}

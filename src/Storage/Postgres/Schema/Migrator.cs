using Npgsql;

namespace CoinPilot.Storage.Postgres.Schema;

/// <summary>
/// Brings a database's schema to this build's: each step in a transaction of its own, one process at a time, none twice. Running it again
/// changes nothing.
/// </summary>
public static class Migrator
{
    // Any number that nothing else on the server locks: "CoinPilo" in ASCII.
    private const long LockKey = 0x436F_696E_5069_6C6F;

    /// <summary>Throws <see cref="MigrationException"/>; the steps before the one that failed remain, each whole.</summary>
    public static void Run(NpgsqlDataSource database, IReadOnlyList<Migration> migrations)
    {
        using NpgsqlConnection connection = database.OpenConnection();
        Execute(connection, null, $"SELECT pg_advisory_lock({LockKey})");
        try
        {
            Execute(connection, null, """
                CREATE SCHEMA IF NOT EXISTS coinpilot;
                CREATE TABLE IF NOT EXISTS coinpilot.migration (
                    number  integer     NOT NULL PRIMARY KEY,
                    name    text        NOT NULL,
                    hash    text        NOT NULL,
                    applied timestamptz NOT NULL DEFAULT clock_timestamp())
                """);
            Dictionary<int, string> applied = ReadApplied(connection);
            Refuse(applied, migrations);
            foreach (Migration migration in migrations.Where(m => !applied.ContainsKey(m.Number)))
                Apply(connection, migration);
        }
        finally
        {
            Execute(connection, null, $"SELECT pg_advisory_unlock({LockKey})");
        }
    }

    private static void Refuse(Dictionary<int, string> applied, IReadOnlyList<Migration> migrations)
    {
        foreach ((int number, string hash) in applied)
        {
            Migration? own = migrations.FirstOrDefault(m => m.Number == number);
            if (own is null)
                throw new MigrationException($"the database has migration {number}, which this build does not know: it was made by a newer one");
            if (own.Hash != hash)
                throw new MigrationException($"migration {number} ({own.Name}) is not the one that the database was made with");
        }
    }

    private static void Apply(NpgsqlConnection connection, Migration migration)
    {
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        try
        {
            Execute(connection, transaction, migration.Sql);
            using NpgsqlCommand note = new("INSERT INTO coinpilot.migration (number, name, hash) VALUES ($1, $2, $3)", connection, transaction)
            {
                Parameters = { new() { Value = migration.Number }, new() { Value = migration.Name }, new() { Value = migration.Hash } },
            };
            note.ExecuteNonQuery();
            transaction.Commit();
        }
        catch (PostgresException refused)
        {
            throw new MigrationException(
                $"migration {migration.Number} ({migration.Name}) failed, the schema stays as it was: {refused.MessageText}", refused);
        }
    }

    private static Dictionary<int, string> ReadApplied(NpgsqlConnection connection)
    {
        using NpgsqlCommand command = new("SELECT number, hash FROM coinpilot.migration", connection);
        using NpgsqlDataReader reader = command.ExecuteReader();
        Dictionary<int, string> applied = [];
        while (reader.Read())
            applied.Add(reader.GetInt32(0), reader.GetString(1));
        return applied;
    }

    private static void Execute(NpgsqlConnection connection, NpgsqlTransaction? transaction, string sql)
    {
        using NpgsqlCommand command = new(sql, connection, transaction);
        command.ExecuteNonQuery();
    }
}

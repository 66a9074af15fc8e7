using Npgsql;

namespace CoinPilot.Tests.Clustering.Persistence;

/// <summary>What stands in the journal's table.</summary>
internal static class SharedTables
{
    /// <summary>Every event's row but for when, by whom and in which place it was written.</summary>
    public static List<string> Rows(string database)
    {
        using NpgsqlConnection connection = new(database);
        connection.Open();
        using NpgsqlCommand command = new(
            "SELECT persistence_id, sequence_number, identifier, manifest, deleted, encode(message, 'hex') FROM journal ORDER BY 1, 2", connection);
        using NpgsqlDataReader reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
            rows.Add($"{reader.GetString(0)} {reader.GetInt64(1)} {reader.GetInt32(2)} {reader.GetString(3)} {reader.GetBoolean(4)} {reader.GetString(5)}");
        return rows;
    }

    public static void Execute(string database, string sql)
    {
        using NpgsqlConnection connection = new(database);
        connection.Open();
        using NpgsqlCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }
}

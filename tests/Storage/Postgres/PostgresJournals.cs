using CoinPilot.Storage.Postgres.Journal;
using CoinPilot.Tests.Storage.Journal;
using Npgsql;

namespace CoinPilot.Tests.Storage.Postgres;

/// <summary>Journals in PostgreSQL as the tests want them.</summary>
internal static class PostgresJournals
{
    public static PostgresJournalOptions Options(string database) => new(database, TimeProvider.System, () => Journals.Id);

    public static PostgresJournal Open(string database) => PostgresJournal.Open(Options(database), new NoteCodec());

    public static PostgresJournalReader Reader(string database) => new(database, new NoteCodec());

    public static void Execute(string database, string sql)
    {
        using NpgsqlConnection connection = new(database);
        connection.Open();
        using NpgsqlCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }

    public static T Query<T>(string database, string sql)
    {
        using NpgsqlConnection connection = new(database);
        connection.Open();
        using NpgsqlCommand command = new(sql, connection);
        return (T)command.ExecuteScalar()!;
    }
}

using CoinPilot.Tests.Postgres;

namespace CoinPilot.Tests.Processes;

/// <summary>Where a test's journal is kept, as arguments of every verb.</summary>
internal sealed class TestStore
{
    private TestStore(string[] arguments, string? database)
    {
        Arguments = arguments;
        Database = database;
    }

    public string[] Arguments { get; }

    /// <summary>The database's connection string; null for files.</summary>
    public string? Database { get; }

    /// <summary>A journal in the folder's files.</summary>
    public static TestStore Files(TemporaryFolder folder) => new(["--data", folder.Path], null);

    /// <summary>A journal in that database; the folder keeps the rest.</summary>
    public static TestStore Postgres(TemporaryFolder folder, string connectionString)
    {
        string file = folder.In("database");
        File.WriteAllText(file, connectionString + "\n");
        return new TestStore(["--data", folder.Path, "--database", file], connectionString);
    }

    /// <summary>The one or the other.</summary>
    public static TestStore Of(bool inDatabase, TemporaryFolder folder, PostgresServer server) =>
        inDatabase ? Postgres(folder, server.RequireDatabase()) : Files(folder);
}

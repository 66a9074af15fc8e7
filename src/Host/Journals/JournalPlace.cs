using System.CommandLine;
using CoinPilot.App.Cli;
using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.App.Journals;

/// <summary>Where a journal is kept: files of a data folder, or a database.</summary>
internal abstract class JournalPlace
{
    /// <summary>Holds the connection string; it never stands on the command line.</summary>
    public const string DatabaseVariable = "COINPILOT_DATABASE";

    /// <summary>As messages name it, without secrets.</summary>
    public abstract string Description { get; }

    /// <summary>The database's connection string; null for files.</summary>
    public virtual string? ConnectionString => null;

    /// <summary>
    /// Opens it for writing. <paramref name="away"/> is told when its database goes away and when it is back.
    /// Throws <see cref="JournalLockedException"/>.
    /// </summary>
    public abstract IStoredJournal Open(Action<string> say, Action<bool> away);

    /// <summary>As <see cref="Open"/>, but null while another process that lives has it. To be called about once a second.</summary>
    public abstract IStoredJournal? TryTakeOver(Action<string> say, Action<bool> away);

    /// <summary>Throws <see cref="UsageException"/> where there is no journal.</summary>
    public abstract IJournalReader OpenReader();

    public static Option<string?> Option() => new("--database")
    {
        Description = $"file that holds the connection string of a PostgreSQL database to keep the journal in; else {DatabaseVariable}, else files under --data",
    };

    /// <summary>The database that the file names, or the environment; else the folder. Throws <see cref="UsageException"/>.</summary>
    public static JournalPlace Choose(string dataFolder, string? databaseFile, TimeSpan? outageLimit = null)
    {
        string? connection = databaseFile is null
            ? Environment.GetEnvironmentVariable(DatabaseVariable)
            : File.ReadLines(databaseFile).Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0)
                ?? throw new UsageException($"{databaseFile}: line 1 should be the database's connection string");
        if (string.IsNullOrWhiteSpace(connection))
            return new FilePlace(dataFolder);
        try
        {
            return new DatabasePlace(connection, dataFolder, outageLimit);
        }
        catch (FormatException wrong)
        {
            throw new UsageException($"{databaseFile ?? DatabaseVariable}: {wrong.Message}");
        }
    }

    protected static string NewId() => Guid.NewGuid().ToString("N")[..10];
}

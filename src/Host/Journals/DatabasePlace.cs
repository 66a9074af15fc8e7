using System.Data.Common;
using CoinPilot.Actors.Wire;
using CoinPilot.App.Cli;
using CoinPilot.App.Run;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Postgres.Journal;

namespace CoinPilot.App.Journals;

/// <summary>A journal in a PostgreSQL database; the data folder keeps what the database cannot take while it is away.</summary>
internal sealed class DatabasePlace : JournalPlace
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    private readonly PostgresJournalOptions _options;

    /// <summary>Throws <see cref="FormatException"/>.</summary>
    public DatabasePlace(string connectionString, string dataFolder, TimeSpan? outageLimit)
    {
        using PostgresJournalReader readable = new(connectionString, new EventCodec());
        Description = readable.Place;
        _options = new PostgresJournalOptions(connectionString, TimeProvider.System, NewId) { OutageFolder = DataFolder.OutagesOf(dataFolder) };
        if (outageLimit is { } limit)
            _options = _options with { OutageLimit = limit };
    }

    public override string Description { get; }

    public override string ConnectionString => _options.ConnectionString;

    /// <inheritdoc/>
    /// <remarks>A holder that died elsewhere is told from one that lives by its lease, which is no longer renewed: that takes its life to see.</remarks>
    public override IStoredJournal Open(Action<string> say, Action<bool> away)
    {
        DateTimeOffset? end = null;
        while (true)
        {
            try
            {
                return OpenNow(say, away);
            }
            catch (JournalLockedException)
            {
                using PostgresJournalReader reader = new(_options.ConnectionString, new EventCodec());
                DateTimeOffset? now = reader.FindLeaseEnd();
                if (end is not null && now != end)
                    throw;
                end = now;
            }
            Thread.Sleep(LookInterval);
        }
    }

    public override IStoredJournal? TryTakeOver(Action<string> say, Action<bool> away)
    {
        try
        {
            return OpenNow(say, away);
        }
        catch (JournalLockedException)
        {
            return null;
        }
        catch (IOException unreachable) when (unreachable.InnerException is DbException)
        {
            return null;
        }
    }

    public override IJournalReader OpenReader()
    {
        PostgresJournalReader reader = new(_options.ConnectionString, new EventCodec());
        if (reader.Exists())
            return reader;
        reader.Dispose();
        throw new UsageException($"there is no journal in the {Description}");
    }

    private PostgresJournal OpenNow(Action<string> say, Action<bool> away)
    {
        PostgresJournal journal = PostgresJournal.Open(_options with { OutageChanged = away }, new EventCodec());
        if (journal.DrainedAtOpening > 0)
            say($"{journal.DrainedAtOpening} events that waited on the disk for the {Description} are in it now");
        return journal;
    }
}

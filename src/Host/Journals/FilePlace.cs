using CoinPilot.Actors.Wire;
using CoinPilot.App.Cli;
using CoinPilot.App.Run;
using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.App.Journals;

/// <summary>A journal in the files of a data folder.</summary>
internal sealed class FilePlace : JournalPlace
{
    private readonly string _folder;
    private readonly FileJournalOptions _options;
    private readonly FileStandby _standby;

    public FilePlace(string dataFolder)
    {
        _folder = dataFolder;
        _options = new FileJournalOptions(DataFolder.JournalOf(dataFolder), TimeProvider.System, NewId);
        _standby = new FileStandby(_options, new EventCodec());
    }

    public override string Description => $"'{_options.Folder}'";

    public override IStoredJournal Open(Action<string> say, Action<bool> away) => Tell(FileJournal.Open(_options, new EventCodec()), say);

    public override IStoredJournal? TryTakeOver(Action<string> say, Action<bool> away) => _standby.TryTakeOver() is { } journal ? Tell(journal, say) : null;

    public override IJournalReader OpenReader() => Directory.Exists(_options.Folder)
        ? FileJournal.OpenReadOnly(_options.Folder, new EventCodec())
        : throw new UsageException($"there is no journal in '{_folder}'");

    private static FileJournal Tell(FileJournal journal, Action<string> say)
    {
        if (journal.TornMessage is { } torn)
            say(torn);
        return journal;
    }
}

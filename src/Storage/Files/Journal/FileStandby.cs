using CoinPilot.Actors.Wire;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>
/// Waits beside the process that writes a folder's journal, to take over when it has died, or has stood still for longer than the lease lives.
/// </summary>
public sealed class FileStandby(FileJournalOptions options, IEventCodec codec)
{
    private LeaseHolder? _holder;
    private string _pulse = "";
    private long _since;

    /// <summary>
    /// The journal, once it is ours; null while its holder is alive. To be called about once a second. Throws <see cref="JournalDamagedException"/>.
    /// </summary>
    public FileJournal? TryTakeOver()
    {
        try
        {
            return FileJournal.Open(options, codec);
        }
        catch (JournalLockedException)
        {
            return IsStalled() && FileLease.TakeFromStalled(options.Folder, _holder, options.Now) is { } lease
                ? FileJournal.TakeOver(options, codec, lease)
                : null;
        }
    }

    private bool IsStalled()
    {
        LeaseHolder? holder = LeaseRecord.Find(options.Folder);
        string pulse = LeasePulse.Read(options.Folder);
        if (holder != _holder || pulse != _pulse || _since == 0)
        {
            (_holder, _pulse, _since) = (holder, pulse, options.Time.GetTimestamp());
            return false;
        }
        return options.Time.GetElapsedTime(_since) > options.LeaseLife;
    }
}

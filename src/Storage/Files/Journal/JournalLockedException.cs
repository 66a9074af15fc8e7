namespace CoinPilot.Storage.Files.Journal;

/// <summary>Another process writes this journal.</summary>
public sealed class JournalLockedException(string place, LeaseHolder? holder, Exception? inner = null)
    : IOException($"the journal in {place} is held by {holder?.ToString() ?? "another process"}", inner)
{
    /// <summary>The folder, or the database without its secrets.</summary>
    public string Place { get; } = place;

    /// <summary>Null where it could not be read.</summary>
    public LeaseHolder? Holder { get; } = holder;
}

namespace CoinPilot.Storage.Files.Journal;

/// <summary>Another process writes this journal.</summary>
public sealed class JournalLockedException(string folder, int? processId, Exception inner)
    : IOException($"the journal in {folder} is held by {(processId is null ? "another process" : $"process {processId}")}", inner)
{
    public string Folder { get; } = folder;

    /// <summary>The holder; null where it could not be read.</summary>
    public int? ProcessId { get; } = processId;
}

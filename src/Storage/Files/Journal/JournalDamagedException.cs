namespace CoinPilot.Storage.Files.Journal;

/// <summary>
/// A journal holds bytes that are not what was written, at a place where no crash can have put them. It is not opened:
/// whatever came of going on would not be the truth. Restore it from a backup.
/// </summary>
public sealed class JournalDamagedException : IOException
{
    public JournalDamagedException(string file, long offset, string reason, string? entityId = null, long? sequence = null)
        : base($"{file} is damaged at byte {offset}{Where(entityId, sequence)}: {reason}")
    {
        File = file;
        Offset = offset;
        EntityId = entityId;
        Sequence = sequence;
    }

    /// <param name="place">Where a journal that is not in files stands.</param>
    public JournalDamagedException(string place, string entityId, long sequence, string reason)
        : base($"{place} is damaged{Where(entityId, sequence)}: {reason}")
    {
        File = place;
        EntityId = entityId;
        Sequence = sequence;
    }

    public string File { get; }

    /// <summary>Where the damaged frame starts in the file.</summary>
    public long Offset { get; }

    /// <summary>Whose event is damaged; null where it cannot be told.</summary>
    public string? EntityId { get; }

    /// <summary>Which event is damaged; null where it cannot be told.</summary>
    public long? Sequence { get; }

    private static string Where(string? entityId, long? sequence) =>
        entityId is null ? "" : sequence is null ? $" ({entityId})" : $" ({entityId} #{sequence})";
}

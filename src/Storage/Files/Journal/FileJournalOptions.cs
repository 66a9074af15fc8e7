using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>How a <see cref="FileJournal"/> is kept.</summary>
/// <param name="Folder">Holds the segments, the snapshots and the lock; made when missing.</param>
/// <param name="NewId">Gives the id that a new journal is born with.</param>
public sealed record FileJournalOptions(string Folder, TimeProvider Time, Func<string> NewId)
{
    /// <summary>A segment that has reached this many bytes is closed; 1 to 1 GiB. A group may carry it up to 68 MiB past.</summary>
    public int SegmentBytes { get; init => field = Within(value, 1, 1 << 30); } = 64 * 1024 * 1024;

    /// <summary>Appends that may wait for the disk; past it <see cref="FileJournal.Append"/> blocks its caller.</summary>
    public int QueueLimit { get; init => field = Within(value, 1, int.MaxValue); } = 65_536;

    /// <summary>Bytes after which a group is flushed though more is waiting.</summary>
    public int GroupBytes { get; init => field = Within(value, 1, 1 << 28); } = 4 * 1024 * 1024;

    /// <summary>How long a holder may stand still before a standby takes over. It shows that it runs four times as often.</summary>
    public TimeSpan LeaseLife { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Told after each flush how many appends it made durable, on the writer's thread; for metrics.</summary>
    public Action<int>? GroupWritten { get; init; }

    /// <summary>Opens the file a segment is written to; replaced by tests to fail on purpose.</summary>
    internal Func<string, ISegmentFile> OpenSegment { get; init; } = SegmentFile.Open;

    internal Timestamp Now => Timestamp.From(Time.GetUtcNow());

    private static int Within(int value, int low, int high) => value >= low && value <= high
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"from {low} to {high}");
}

using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using CoinPilot.Storage.Files.Snapshots;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>
/// A journal in append-only files of one folder, written by one process at a time. An append is answered when it is on the disk;
/// appends that come while the disk is busy share one flush. The format is in <c>docs/journal-format.md</c>.
/// </summary>
public sealed class FileJournal : IStoredJournal
{
    private readonly FileJournalOptions _options;
    private readonly IEventCodec _codec;
    private readonly FileLease _lease;
    private readonly LeasePulse _pulse;
    private readonly JournalIndex _index;
    private readonly AppendQueue _queue;
    private readonly GroupCommit _writer;
    private readonly SnapshotStore _snapshots;

    private FileJournal(FileJournalOptions options, IEventCodec codec, FileLease lease, JournalScan scan)
    {
        _options = options;
        _codec = codec;
        _lease = lease;
        _index = scan.Index;
        _queue = new AppendQueue(options.QueueLimit);
        TornBytesCut = scan.TornBytes;
        TornMessage = scan.TornFile is null
            ? null
            : $"{scan.TornFile}: cut {scan.TornBytes} bytes of a write that was never finished nor acknowledged";
        var segments = new SegmentWriter(options, scan.Tail);
        JournalId = segments.JournalId;
        _snapshots = new SnapshotStore(new SnapshotFiles(Path.Combine(options.Folder, "snapshots"), JournalId, codec));
        _writer = new GroupCommit(options, _queue, _index, segments, new GroupEncoder(codec), lease);
        _pulse = new LeasePulse(options.Folder, lease, options.LeaseLife / 4, _writer.NoteLost);
    }

    /// <summary>Given to the journal when it was made; every segment carries it.</summary>
    public string JournalId { get; }

    /// <inheritdoc/>
    public Task<Exception> Lost => _writer.Lost;

    /// <summary>Bytes of an unfinished last write that were cut off when the journal was opened; 0 after an orderly end.</summary>
    public long TornBytesCut { get; }

    /// <summary>What was cut and where; null when nothing was.</summary>
    public string? TornMessage { get; }

    public int EntityCount => _index.EntityCount;

    /// <summary>Every entity with an event, in the order of their names.</summary>
    public IReadOnlyList<string> EntityIds => [.. _index.EntityIds.Order(StringComparer.Ordinal)];

    /// <summary>Snapshots found damaged and passed over, and snapshots that could not be written.</summary>
    public long FailedSnapshots => _snapshots.Failed;

    /// <summary>Append callbacks that threw; the journal went on.</summary>
    public long FailedCallbacks => _writer.FailedCallbacks;

    /// <summary>
    /// Reads and verifies the whole journal, cuts off the unfinished end that a kill left, and makes it ready for appends.
    /// Throws <see cref="JournalLockedException"/> and <see cref="JournalDamagedException"/>; a folder without a journal gets one.
    /// </summary>
    public static FileJournal Open(FileJournalOptions options, IEventCodec codec)
    {
        Directory.CreateDirectory(options.Folder);
        return Open(options, codec, FileLease.Take(options.Folder, options.Now), static _ => { });
    }

    /// <summary>Opens for reading only, beside a writer or without one; see <see cref="JournalReader"/>.</summary>
    public static JournalReader OpenReadOnly(string folder, IEventCodec codec) => new(folder, codec);

    /// <inheritdoc/>
    /// <remarks>Blocks while <see cref="FileJournalOptions.QueueLimit"/> appends wait. <paramref name="done"/> runs on the writer's thread and must be short.</remarks>
    public void Append(
        string entityId, long expectedSequence, Timestamp eventTime, IReadOnlyList<object> events, Action<AppendResult> done)
    {
        ArgumentException.ThrowIfNullOrEmpty(entityId);
        if (!_queue.TryAdd(new PendingAppend(entityId, expectedSequence, eventTime, events, done)))
            done(new AppendResult(new ObjectDisposedException(nameof(FileJournal))));
    }

    /// <inheritdoc/>
    /// <remarks>Throws <see cref="UnreadableEventException"/> at an event that this build does not know.</remarks>
    public IEnumerable<JournalEvent> Read(string entityId, long afterSequence = 0) =>
        _index.TryFind(entityId, out EntityLog? log)
            ? new EntityReader(_options.Folder, _codec).Read(entityId, log.DurableAfter(afterSequence), afterSequence)
            : [];

    /// <inheritdoc/>
    public (long Sequence, object Snapshot)? ReadSnapshot(string entityId)
    {
        long durable = _index.TryFind(entityId, out EntityLog? log) ? log.DurableSequence : 0;
        return _snapshots.Read(entityId, durable);
    }

    /// <inheritdoc/>
    /// <remarks>Returns at once; a thread of its own writes it.</remarks>
    public void SaveSnapshot(string entityId, long sequence, object snapshot) => _snapshots.Save(entityId, sequence, snapshot);

    /// <summary>As <see cref="Open(FileJournalOptions, IEventCodec)"/>, from a holder that stands still and may go on writing.</summary>
    internal static FileJournal TakeOver(FileJournalOptions options, IEventCodec codec, FileLease lease) =>
        Open(options, codec, lease, SegmentReplacement.Run);

    /// <summary>Writes what is waiting, then frees the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _writer.Ended;
        await _snapshots.DisposeAsync();
        _pulse.Dispose();
        _lease.Dispose();
    }

    private static FileJournal Open(FileJournalOptions options, IEventCodec codec, FileLease lease, Action<JournalScan> beforeWriting)
    {
        try
        {
            JournalScan scan = JournalScan.Of(options.Folder);
            TornTail.Cut(scan);
            beforeWriting(scan);
            return new FileJournal(options, codec, lease, scan);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }
}

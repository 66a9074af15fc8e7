using CoinPilot.Values;

namespace CoinPilot.Actors.Contract;

/// <summary>One event as the journal keeps it. <paramref name="Sequence"/> starts at 1 and has no gaps within an entity.</summary>
/// <param name="EventTime">The engine's time when the event was decided.</param>
/// <param name="RecordedTime">The journal's own time of writing.</param>
/// <param name="PreviousHash">SHA-256 of the entity's previous envelope, zeros for the first: the hash chain.</param>
/// <param name="Hash">SHA-256 of this envelope.</param>
public sealed record JournalEvent(
    string EntityId, long Sequence, Timestamp EventTime, Timestamp RecordedTime,
    string Manifest, int SchemaVersion, object Event, ReadOnlyMemory<byte> PreviousHash, ReadOnlyMemory<byte> Hash);

/// <summary>How an append ended: <paramref name="Error"/> is null when every event is durable.</summary>
public readonly record struct AppendResult(Exception? Error)
{
    public bool IsDurable => Error is null;
}

/// <summary>
/// An append-only journal, gap-free and hash-chained per entity. An append is all or nothing.
/// </summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>
    /// Appends events as numbers <paramref name="expectedSequence"/> + 1 and on. <paramref name="done"/> runs once, on any thread,
    /// when they are durable or have failed. A wrong expected sequence fails: somebody else wrote.
    /// After one failure every later append fails too, so that nothing is journaled past a hole.
    /// </summary>
    void Append(string entityId, long expectedSequence, Timestamp eventTime, IReadOnlyList<object> events, Action<AppendResult> done);

    /// <summary>
    /// The entity's events after <paramref name="afterSequence"/>, in order, with all that were reported durable. Called while no
    /// append of the entity is under way: when its actor starts, and again when it restarts or wakes.
    /// </summary>
    IEnumerable<JournalEvent> Read(string entityId, long afterSequence = 0);

    /// <summary>The entity's latest snapshot and the sequence it stands at, or null.</summary>
    (long Sequence, object Snapshot)? ReadSnapshot(string entityId);

    /// <summary>Keeps a snapshot; losing it only slows recovery.</summary>
    void SaveSnapshot(string entityId, long sequence, object snapshot);
}

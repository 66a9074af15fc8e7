using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Values;

namespace CoinPilot.Tests.Engines.Replay;

/// <summary>A journal in memory that answers now at once, now from a thread of the pool, and fails when told.</summary>
internal sealed class PooledJournal : IJournal
{
    private readonly InMemoryJournal _inner = new();
    private int _appends;

    /// <summary>What a replay of the run is held against.</summary>
    public IEnumerable<JournalEvent> Read(string entityId, long afterSequence = 0) => _inner.Read(entityId, afterSequence);

    public void Append(string entityId, long expectedSequence, Timestamp eventTime, IReadOnlyList<object> events, Action<AppendResult> done)
    {
        if (Interlocked.Increment(ref _appends) % 3 == 0)
            _inner.Append(entityId, expectedSequence, eventTime, events, done);
        else
            _inner.Append(entityId, expectedSequence, eventTime, events, result => ThreadPool.QueueUserWorkItem(_ => done(result)));
    }

    public (long Sequence, object Snapshot)? ReadSnapshot(string entityId) => null;

    public void SaveSnapshot(string entityId, long sequence, object snapshot)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

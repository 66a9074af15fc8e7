using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Values;

namespace CoinPilot.Tests.Engines;

/// <summary>An in-memory journal that answers when the test lets it, durable or failed, on a thread of the pool.</summary>
internal sealed class HeldJournal : IJournal
{
    private readonly Lock _gate = new();
    private readonly InMemoryJournal _inner = new();
    private readonly Queue<Action<Exception?>> _held = new();
    private bool _isHolding;

    public int Held
    {
        get
        {
            lock (_gate)
                return _held.Count;
        }
    }

    public List<string> Reads { get; } = [];

    public void Hold() => _isHolding = true;

    /// <summary>Lets the oldest append go on, or fail.</summary>
    public Task ReleaseOne(Exception? failure = null)
    {
        Action<Exception?> next;
        lock (_gate)
            next = _held.Dequeue();
        return Task.Run(() => next(failure));
    }

    public void Append(string entityId, long expectedSequence, Timestamp eventTime, IReadOnlyList<object> events, Action<AppendResult> done)
    {
        if (!_isHolding)
        {
            _inner.Append(entityId, expectedSequence, eventTime, events, done);
            return;
        }
        lock (_gate)
        {
            _held.Enqueue(failure =>
            {
                if (failure is null)
                    _inner.Append(entityId, expectedSequence, eventTime, events, done);
                else
                    done(new AppendResult(failure));
            });
        }
    }

    public IEnumerable<JournalEvent> Read(string entityId, long afterSequence = 0)
    {
        lock (_gate)
            Reads.Add($"{entityId} after {afterSequence}");
        return _inner.Read(entityId, afterSequence);
    }

    public (long Sequence, object Snapshot)? ReadSnapshot(string entityId) => _inner.ReadSnapshot(entityId);

    public void SaveSnapshot(string entityId, long sequence, object snapshot) => _inner.SaveSnapshot(entityId, sequence, snapshot);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}

using CoinPilot.Actors.Contract;
using CoinPilot.Values;

namespace CoinPilot.Actors.InProcess;

/// <summary>
/// A journal that lasts as long as its object, for backtests and tests: keeps the event objects as they are, without bytes or
/// hashes, and answers at once.
/// </summary>
public sealed class InMemoryJournal : IJournal
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<(Timestamp Time, object Event)>> _events = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long, object)> _snapshots = new(StringComparer.Ordinal);
    private Exception? _failure;

    public void Append(
        string entityId, long expectedSequence, Timestamp eventTime, IReadOnlyList<object> events, Action<AppendResult> done) =>
        done(new AppendResult(Write(entityId, expectedSequence, eventTime, events)));

    public IEnumerable<JournalEvent> Read(string entityId, long afterSequence = 0)
    {
        (Timestamp Time, object Event)[] entries;
        lock (_gate)
            entries = _events.TryGetValue(entityId, out var kept) ? [.. kept.Skip((int)afterSequence)] : [];
        long sequence = afterSequence;
        foreach ((Timestamp time, object @event) in entries)
            yield return new JournalEvent(entityId, ++sequence, time, time, @event.GetType().Name, 1, @event, default, default);
    }

    public (long Sequence, object Snapshot)? ReadSnapshot(string entityId)
    {
        lock (_gate)
            return _snapshots.TryGetValue(entityId, out var snapshot) ? snapshot : null;
    }

    public void SaveSnapshot(string entityId, long sequence, object snapshot)
    {
        lock (_gate)
            _snapshots[entityId] = (sequence, snapshot);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Exception? Write(string entityId, long expectedSequence, Timestamp eventTime, IReadOnlyList<object> events)
    {
        lock (_gate)
        {
            if (_failure is not null)
                return _failure;
            if (!_events.TryGetValue(entityId, out var kept))
                _events.Add(entityId, kept = []);
            if (kept.Count != expectedSequence)
                return _failure = new InvalidOperationException($"{entityId} stands at {kept.Count}, not at {expectedSequence}");
            foreach (object @event in events)
                kept.Add((eventTime, @event));
            return null;
        }
    }
}

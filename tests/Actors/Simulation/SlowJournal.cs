using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Values;

namespace CoinPilot.Tests.Simulation;

/// <summary>A journal that takes one append and answers it only when told to.</summary>
internal sealed class SlowJournal : IJournal
{
    private readonly InMemoryJournal _inner = new();
    private Action? _answer;

    public void Append(string entityId, long expectedSequence, Timestamp eventTime, IReadOnlyList<object> events, Action<AppendResult> done) =>
        _answer = () => _inner.Append(entityId, expectedSequence, eventTime, events, done);

    public void Answer() => _answer!();

    public IEnumerable<JournalEvent> Read(string entityId, long afterSequence = 0) => _inner.Read(entityId, afterSequence);

    public (long Sequence, object Snapshot)? ReadSnapshot(string entityId) => null;

    public void SaveSnapshot(string entityId, long sequence, object snapshot)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

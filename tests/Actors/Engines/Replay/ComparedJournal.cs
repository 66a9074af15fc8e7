using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess.Replay;
using CoinPilot.Values;

namespace CoinPilot.Tests.Engines.Replay;

/// <summary>Holds what a replay journals against what was journaled.</summary>
internal sealed class ComparedJournal(IJournal recorded) : IRecordedJournal
{
    private readonly Dictionary<string, (long After, Timestamp Time, IReadOnlyList<object> Events)> _waiting = [];

    public int Compared { get; private set; }

    public string? OnAnswer(string entityId, bool isDurable)
    {
        if (!_waiting.Remove(entityId, out var append))
            return $"{entityId} journals nothing";
        if (!isDurable)
            return null;
        JournalEvent[] then = [.. recorded.Read(entityId, append.After).Take(append.Events.Count)];
        Compared += then.Length;
        return then.Select(e => e.Event).SequenceEqual(append.Events) && then.All(e => e.EventTime == append.Time)
            ? null
            : $"{entityId} after {append.After}: [{string.Join(", ", append.Events)}] at {append.Time}, and then [{string.Join(", ", then.Select(e => e.Event))}] at {then.FirstOrDefault()?.EventTime}";
    }

    public void Append(string entityId, long expectedSequence, Timestamp eventTime, IReadOnlyList<object> events, Action<AppendResult> done) =>
        _waiting.Add(entityId, (expectedSequence, eventTime, events));

    public IEnumerable<JournalEvent> Read(string entityId, long afterSequence = 0) => recorded.Read(entityId, afterSequence);

    public (long Sequence, object Snapshot)? ReadSnapshot(string entityId) => null;

    public void SaveSnapshot(string entityId, long sequence, object snapshot)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

using System.Buffers;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess.Replay;
using CoinPilot.Actors.Wire;
using CoinPilot.App.Journals;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Values;

namespace CoinPilot.App.Replays;

/// <summary>
/// The journal of recorded runs. What the replayed actors journal is encoded and held against it, byte for byte, with the time it was decided;
/// what it recorded is what they recover from.
/// </summary>
internal sealed class RecordedJournal : IRecordedJournal
{
    private readonly IJournalReader _reader;
    private readonly EventCodec _codec = new();
    private readonly ArrayBufferWriter<byte> _ours = new();
    private readonly ArrayBufferWriter<byte> _theirs = new();
    private readonly SortedDictionary<string, RecordedEntity> _entities = new(StringComparer.Ordinal);

    /// <summary>No end to what is looked at.</summary>
    public static readonly Timestamp Endless = new(long.MaxValue);

    /// <param name="reader">Read at once, and again where a run goes on meanwhile.</param>
    /// <param name="to">What was decided from then on is not looked at.</param>
    public RecordedJournal(IJournalReader reader, Timestamp to)
    {
        _reader = reader;
        To = to;
        ReadMore(isLate: false);
    }

    /// <summary>What was decided from then on is not looked at.</summary>
    public Timestamp To { get; }

    /// <summary>The first event that differs; null while none does.</summary>
    public ReplayDifference? Difference { get; private set; }

    /// <summary>True once everything that is to be looked at has been.</summary>
    public bool IsPastEnd { get; private set; }

    /// <summary>Every event, and whether it was journaled again as it is.</summary>
    public IEnumerable<(JournalEvent Recorded, bool IsSame)> All => _entities.Values.SelectMany(e => e.All);

    public void Append(string entityId, long expectedSequence, Timestamp eventTime, IReadOnlyList<object> events, Action<AppendResult> done) =>
        EntityOf(entityId).Waiting = (expectedSequence, eventTime, events);

    public string? OnAnswer(string entityId, bool isDurable)
    {
        RecordedEntity entity = EntityOf(entityId);
        if (entity.Waiting is not { } append)
        {
            if (isDurable)
                Difference ??= MissingOf(entityId, entity);
            return isDurable ? $"{entityId} journals nothing here" : null;
        }
        entity.Waiting = null;
        if (!isDurable)
            return null;
        IsPastEnd |= append.Time >= To;
        if (IsPastEnd)
            return null;
        Difference ??= Compare(entityId, entity, append.After, append.Time, append.Events);
        return Difference is null ? null : $"{entityId} differs";
    }

    /// <summary>
    /// The process ended. What it had not been answered may be in the journal or not: only as it would be journaled here, or not at all.
    /// </summary>
    public void EndSession()
    {
        foreach ((string entityId, RecordedEntity entity) in _entities)
        {
            if (entity.Waiting is { } append && append.Time < To)
                _ = Compare(entityId, entity, append.After, append.Time, append.Events);
            entity.Waiting = null;
        }
    }

    /// <summary>The replay has come to a stop: how it would have gone on differently, if that is known.</summary>
    public void ExplainStop()
    {
        foreach ((string entityId, RecordedEntity entity) in _entities)
        {
            if (Difference is null && entity.Waiting is { } append && append.Time < To)
                Difference = Compare(entityId, entity, append.After, append.Time, append.Events);
        }
    }

    public IEnumerable<JournalEvent> Read(string entityId, long afterSequence = 0) => EntityOf(entityId).After(afterSequence);

    // Snapshots hold nothing that the events do not.
    public (long Sequence, object Snapshot)? ReadSnapshot(string entityId) => null;

    public void SaveSnapshot(string entityId, long sequence, object snapshot)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ReplayDifference? Compare(string entityId, RecordedEntity entity, long after, Timestamp time, IReadOnlyList<object> events)
    {
        if (entity.Count < after + events.Count)
            ReadMore(isLate: true);
        for (int i = 0; i < events.Count; i++)
        {
            long sequence = after + i + 1;
            JournalEvent? recorded = entity.Find(sequence);
            if (recorded is null || recorded.EventTime != time || !HasSameBytes(recorded.Event, events[i]))
                return new ReplayDifference(entityId, sequence, recorded is null ? null : Show(recorded), Show(Envelope(entityId, sequence, time, events[i])));
        }
        for (int i = 0; i < events.Count; i++)
            entity.NoteSame(after + i + 1);
        return null;
    }

    private static ReplayDifference MissingOf(string entityId, RecordedEntity entity)
    {
        long sequence = entity.All.LastOrDefault(e => e.IsSame).Recorded is { } last ? last.Sequence + 1 : 1;
        return new ReplayDifference(entityId, sequence, entity.Find(sequence) is { } recorded ? Show(recorded) : null, null);
    }

    private bool HasSameBytes(object recorded, object replayed)
    {
        _theirs.ResetWrittenCount();
        _ours.ResetWrittenCount();
        return _codec.Encode(recorded, _theirs) == _codec.Encode(replayed, _ours) && _theirs.WrittenSpan.SequenceEqual(_ours.WrittenSpan);
    }

    private JournalEvent Envelope(string entityId, long sequence, Timestamp time, object @event)
    {
        _ours.ResetWrittenCount();
        (string manifest, int version) = _codec.Encode(@event, _ours);
        return new JournalEvent(entityId, sequence, time, time, manifest, version, @event, default, default);
    }

    private static string Show(JournalEvent e) => $"{e.Manifest} at {e.EventTime} {JournalLine.WriteEvent(e)}";

    private RecordedEntity EntityOf(string entityId)
    {
        if (!_entities.TryGetValue(entityId, out RecordedEntity? entity))
            _entities.Add(entityId, entity = new RecordedEntity());
        return entity;
    }

    private void ReadMore(bool isLate)
    {
        foreach (JournalEvent recorded in _reader.ReadNew())
            EntityOf(recorded.EntityId).Add(recorded, isLate);
    }
}

using System.Buffers;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Simulation.World;
using CoinPilot.Values;

namespace CoinPilot.Simulation.Journal;

/// <summary>
/// One process's journal over the shared store. A write takes virtual time; when the process dies, what was under way is written, torn or lost.
/// </summary>
internal sealed class SimJournal(
    int node, int process, VirtualClock clock, JournalStore store, Conditions conditions, JournalSettings settings, Action<AppendStage> reached) : IJournal
{
    private readonly List<PendingWrite> _pending = [];
    private readonly Dictionary<string, int> _writers = new(StringComparer.Ordinal);
    private Exception? _failure;
    private bool _isDead;
    private int? _failNext;

    /// <summary>Makes the next write fail: 0 with nothing, 1 with a part, 2 with all of it written.</summary>
    public void FailNext(int how) => _failNext = how;

    public void Append(string entityId, long expectedSequence, Timestamp eventTime, IReadOnlyList<object> events, Action<AppendResult> done)
    {
        if (_failure is not null)
        {
            done(new AppendResult(_failure));
            return;
        }
        PendingWrite write = new(entityId, expectedSequence, Encode(expectedSequence, eventTime, events), done);
        _pending.Add(write);
        if (settings.AnswersBeforeWriting)
            done(default);
        clock.At(clock.Now + Delay(), () => Write(write));
        reached(AppendStage.Begun);
    }

    public IEnumerable<JournalEvent> Read(string entityId, long afterSequence = 0)
    {
        _writers[entityId] = store.Claim(entityId, process);
        foreach (Frame frame in store.Of(entityId).Read(strict: !settings.AcceptsTornTail))
        {
            if (frame.Sequence > afterSequence)
                yield return new JournalEvent(
                    entityId, frame.Sequence, frame.EventTime, frame.EventTime, frame.Manifest, frame.Version,
                    JournalStore.Codec.Decode(frame.Manifest, frame.Version, frame.Payload), default, default);
        }
    }

    public (long Sequence, object Snapshot)? ReadSnapshot(string entityId) => null;

    public void SaveSnapshot(string entityId, long sequence, object snapshot)
    {
    }

    /// <summary>The process dies: each write under way is lost, torn or done, and nobody hears of it.</summary>
    public void Crash()
    {
        _isDead = true;
        foreach (PendingWrite write in _pending)
            Leave(write, conditions.Choose(3));
        _pending.Clear();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static List<Frame> Encode(long expectedSequence, Timestamp eventTime, IReadOnlyList<object> events)
    {
        List<Frame> frames = [];
        for (int i = 0; i < events.Count; i++)
        {
            ArrayBufferWriter<byte> payload = new(128);
            (string manifest, int version) = JournalStore.Codec.Encode(events[i], payload);
            frames.Add(new Frame(expectedSequence + i + 1, i == events.Count - 1, eventTime, manifest, version, payload.WrittenSpan.ToArray()));
        }
        return frames;
    }

    private void Write(PendingWrite write)
    {
        if (!_pending.Remove(write))
            return;
        if (_failure is null && _failNext is { } how)
        {
            Leave(write, how);
            _failure = new JournalFaultException("the disk failed");
        }
        _failure ??= store.Write(write.EntityId, _writers[write.EntityId], write.ExpectedSequence, write.Frames);
        Exception? error = _failure;
        if (error is null)
            reached(AppendStage.Written);
        if (!_isDead)
            clock.At(clock.Now + Delay(), () => write.Done(new AppendResult(error)));
    }

    // What a process leaves that dies or whose disk fails: nothing, a part, or all.
    private void Leave(PendingWrite write, int how)
    {
        if (how == 2)
            store.Write(write.EntityId, _writers[write.EntityId], write.ExpectedSequence, write.Frames);
        else if (how == 1 && store.MayWrite(write.EntityId, _writers[write.EntityId], write.ExpectedSequence) is null)
            store.Of(write.EntityId).WriteTorn(write.Frames, CutOf(write.Frames));
    }

    // Often between two events, where nothing but the mark at the batch's end tells.
    private int CutOf(IReadOnlyList<Frame> frames)
    {
        int first = frames[0].Encode().Length;
        return conditions.Choose(2) == 0 ? first : conditions.Choose(first * frames.Count);
    }

    private TimeSpan Delay() => conditions.Strikes(FaultKind.SlowJournal, node) ? conditions.Between(5, 1_500) : conditions.Between(0.05, 1);

    private sealed record PendingWrite(string EntityId, long ExpectedSequence, IReadOnlyList<Frame> Frames, Action<AppendResult> Done);
}

/// <summary>How far an append has come.</summary>
internal enum AppendStage { Begun, Written }

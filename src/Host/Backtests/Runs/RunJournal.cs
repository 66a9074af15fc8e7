using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using CoinPilot.Runs;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests.Runs;

/// <summary>
/// A run's own small journal, held by the process that computes it: the operating system's lock on it is free as soon as that process is gone,
/// however it went. A run that is not kept has no journal, and its record dies with the process.
/// </summary>
internal sealed class RunJournal : IAsyncDisposable
{
    private readonly FileJournal? _journal;
    private readonly string _entityId;
    private readonly TimeProvider _time;
    private long _sequence;

    private RunJournal(FileJournal? journal, string runId, TimeProvider time)
    {
        (_journal, _entityId, _time) = (journal, EntityOf(runId), time);
        IReadOnlyList<JournalEvent> events = Events;
        (Run, _sequence) = (Fold(events), events.Count);
    }

    /// <summary>As they stand in its files, each with its envelope; none of a run that is not kept.</summary>
    public IReadOnlyList<JournalEvent> Events => [.. _journal?.Read(_entityId) ?? []];

    /// <summary>As the journal has it; null before the first event.</summary>
    public RunRecord? Run { get; private set; }

    /// <summary>The run that these events tell of; null for none.</summary>
    public static RunRecord? Fold(IEnumerable<JournalEvent> events) => events.Aggregate((RunRecord?)null, (run, e) => RunRecord.Apply(run, (IRunEvent)e.Event));

    public static string EntityOf(string runId) => $"run/{runId}";

    /// <summary>The run's record where it is kept, in a folder of its own.</summary>
    public static RunJournal Open(string folder, string runId, TimeProvider time)
    {
        FileJournalOptions options = new(folder, time, () => Guid.NewGuid().ToString("N")[..10]);
        return new RunJournal(FileJournal.Open(options, new EventCodec()), runId, time);
    }

    /// <summary>A record that nobody keeps.</summary>
    public static RunJournal Unkept(string runId, TimeProvider time) => new(null, runId, time);

    /// <summary>
    /// Carries the command out: what it changes is on the disk when this completes. Throws <see cref="InvalidOperationException"/> for what the run's state
    /// rules out, and what writing throws.
    /// </summary>
    public async Task RecordAsync(IRunCommand command)
    {
        Timestamp now = Timestamp.From(_time.GetUtcNow());
        RunDecision decision = RunDecider.Decide(Run, command, now);
        if (decision.Event is not { } @event)
            throw new InvalidOperationException($"{_entityId}: {command.GetType().Name} refused: {decision.Refusal}");
        if (_journal is not null)
            await AppendAsync(_journal, @event, now);
        _sequence++;
        Run = RunRecord.Apply(Run, @event);
    }

    public ValueTask DisposeAsync() => _journal?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task AppendAsync(FileJournal journal, IRunEvent @event, Timestamp now)
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        journal.Append(_entityId, _sequence, now, [@event], result =>
        {
            if (result.Error is { } error)
                done.SetException(error);
            else
                done.SetResult();
        });
        await done.Task;
    }
}

using System.Collections.Concurrent;
using CoinPilot.Actors.Contract;
using CoinPilot.Values;

namespace CoinPilot.Actors.InProcess;

/// <summary>
/// Runs actors on a fixed set of worker threads. Each partition belongs to one worker for good, so its actors never run at once;
/// partitions of one worker share its mailbox. A full mailbox never makes a sender wait: trades conflate, all else is kept.
/// </summary>
public sealed class LiveEngine : InProcessEngine
{
    internal const int DefaultMailboxCapacity = 16_384;

    private readonly TimeProvider _time;
    private readonly Func<string> _newId;
    private readonly TimeSpan _drainLimit;
    private readonly bool _isRecording;
    private readonly LiveLane[] _lanes;
    private readonly ConcurrentDictionary<string, LiveLane> _laneOf = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _parked = new(0);
    private int _partitions = -1;

    /// <param name="time">The clock of <see cref="IActorEngine.Now"/> and of timers.</param>
    /// <param name="newId">Makes a unique id; called on any worker.</param>
    public LiveEngine(TimeProvider time, IJournal journal, Func<string> newId, LiveEngineOptions? options = null)
        : base(journal, options ??= new LiveEngineOptions(), DefaultMailboxCapacity)
    {
        _time = time;
        _newId = newId;
        _drainLimit = options.DrainLimit;
        _isRecording = options.InputLog is not null;
        _lanes = new LiveLane[options.Workers];
        for (int i = 0; i < _lanes.Length; i++)
            _lanes[i] = new LiveLane(i, MailboxCapacity, time, WorkerParked, options.InputLog);
    }

    public override Timestamp Now => Timestamp.From(_time.GetUtcNow());

    /// <summary>True when for a moment no message waited or was being handled anywhere. Timers and journals may still bring some.</summary>
    public bool IsIdle
    {
        get
        {
            // Idle twice over with nothing received between: then at one moment all were.
            long received = Received;
            return _lanes.All(lane => lane.IsIdle) && _lanes.All(lane => lane.IsIdle) && received == Received;
        }
    }

    /// <summary>True when it <see cref="IsIdle"/> and no journal owes it an answer. Only timers and the outside world may still bring something.</summary>
    public bool IsSettled => IsIdle && !_lanes.Any(lane => lane.AwaitsJournal);

    /// <summary>Messages that its workers ever got from other threads: while it stays the same, nothing new has come.</summary>
    public long Received => _lanes.Sum(lane => lane.Received);

    /// <summary>
    /// Takes no more messages from outside, handles what is queued and what journals still owe, for as long as the drain limit,
    /// then ends the workers. Does not dispose the journal.
    /// </summary>
    public override async ValueTask DisposeAsync()
    {
        if (!Close())
            return;
        try
        {
            using var limit = new CancellationTokenSource(_drainLimit, _time);
            while (!IsSettled)
                await _parked.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Report(DeadLetters, new TimeoutException($"messages were left after {_drainLimit} of draining"));
        }
        await Task.WhenAll(_lanes.Select(lane => lane.StopAsync()));
        _parked.Dispose();
    }

    internal override Lane LaneOf(string partition) =>
        _laneOf.GetOrAdd(partition, _ => _lanes[Interlocked.Increment(ref _partitions) % _lanes.Length]);

    internal override string NewId(Lane lane)
    {
        string id = _newId();
        ((LiveLane)lane).NoteId(id);
        return id;
    }

    private protected override bool IsRecording => _isRecording;

    private protected override IDisposable RunAfter(TimeSpan delay, Action action) =>
        _time.CreateTimer(static run => ((Action)run!)(), action, delay, Timeout.InfiniteTimeSpan);

    private void WorkerParked()
    {
        if (IsClosed)
            _parked.Release();
    }
}

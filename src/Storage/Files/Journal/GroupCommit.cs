using CoinPilot.Actors.Contract;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>
/// The one thread that writes. It takes all that waits, writes it with one flush, then answers; what comes meanwhile makes the
/// next group. The first failure stops it for good.
/// </summary>
internal sealed class GroupCommit
{
    private readonly FileJournalOptions _options;
    private readonly AppendQueue _queue;
    private readonly JournalIndex _index;
    private readonly SegmentWriter _segments;
    private readonly GroupEncoder _encoder;
    private readonly FileLease _lease;
    private readonly TaskCompletionSource<Exception> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _failure;
    private long _failedCallbacks;

    public GroupCommit(FileJournalOptions options, AppendQueue queue, JournalIndex index, SegmentWriter segments, GroupEncoder encoder,
        FileLease lease)
    {
        _options = options;
        _queue = queue;
        _index = index;
        _segments = segments;
        _encoder = encoder;
        _lease = lease;
        new Thread(Run) { IsBackground = true, Name = "journal" }.Start();
    }

    /// <summary>Completes when the queue is closed and drained.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Callers that threw out of their own callback; the journal goes on.</summary>
    public long FailedCallbacks => Interlocked.Read(ref _failedCallbacks);

    /// <inheritdoc cref="IStoredJournal.Lost"/>
    public Task<Exception> Lost => _lost.Task;

    /// <summary>The lease is another's, or can no longer be shown to be ours; any thread.</summary>
    public void NoteLost(Exception reason) => _lost.TrySetResult(reason);

    private void Run()
    {
        var batch = new List<PendingAppend>();
        while (_queue.TakeAll(ref batch))
        {
            int at = 0;
            while (at < batch.Count && _failure is null)
                at = CommitGroup(batch, at);
            for (; at < batch.Count; at++)
                Answer(batch[at], new JournalStoppedException(_failure!));
            batch.Clear();
        }
        _segments.Dispose();
        _ended.SetResult();
    }

    // Gives the place of the first append that is not answered yet.
    private int CommitGroup(List<PendingAppend> batch, int from)
    {
        int to = from;
        Exception? refused;
        try
        {
            _lease.Demand();
            _segments.RollWhenFull();
            refused = Encode(batch, ref to);
            if (_encoder.Bytes > 0)
                _segments.Append(_encoder.Written, _encoder.LastEvent);
            // Whoever took over since then read the folder after it raised the token, and may not have seen this group.
            _lease.Demand();
            _encoder.Publish();
        }
        catch (Exception e)
        {
            Stop(e);
            Answer(batch[from], e);
            return from + 1;
        }
        _options.GroupWritten?.Invoke(to - from);
        for (int i = from; i < to; i++)
            Answer(batch[i], error: null);
        if (refused is null)
            return to;
        Stop(refused);
        Answer(batch[to], refused);
        return to + 1;
    }

    private Exception? Encode(List<PendingAppend> batch, ref int to)
    {
        _encoder.Begin(_segments.Segment, _segments.Length);
        Timestamp recordedTime = Timestamp.From(_options.Time.GetUtcNow());
        for (; to < batch.Count && _encoder.Bytes < _options.GroupBytes; to++)
        {
            PendingAppend append = batch[to];
            try
            {
                _encoder.Add(_index.GetOrAdd(append.EntityId), append, recordedTime);
            }
            catch (Exception e)
            {
                return e;
            }
        }
        return null;
    }

    private void Stop(Exception error)
    {
        _failure = error;
        NoteLost(error);
    }

    private void Answer(in PendingAppend append, Exception? error)
    {
        try
        {
            append.Done(new AppendResult(error));
        }
        catch (Exception)
        {
            Interlocked.Increment(ref _failedCallbacks);
        }
    }
}

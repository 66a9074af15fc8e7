using CoinPilot.Actors.Contract;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Postgres.Outage;
using CoinPilot.Values;

namespace CoinPilot.Storage.Postgres.Journal;

/// <summary>
/// The one thread that writes. It takes all that waits, makes it durable in one transaction, then answers; what comes meanwhile makes the
/// next group. The first failure stops it for good.
/// </summary>
internal sealed class CommitThread
{
    private readonly PostgresJournalOptions _options;
    private readonly AppendQueue _queue;
    private readonly EventEncoder _encoder;
    private readonly GroupSink _sink;
    private readonly List<EncodedEvent> _group = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _failure;

    public CommitThread(PostgresJournalOptions options, AppendQueue queue, EventEncoder encoder, GroupSink sink)
    {
        _options = options;
        _queue = queue;
        _encoder = encoder;
        _sink = sink;
        new Thread(Run) { IsBackground = true, Name = "journal" }.Start();
    }

    /// <summary>Completes when the queue is closed and drained.</summary>
    public Task Ended => _ended.Task;

    /// <inheritdoc cref="IStoredJournal.Lost"/>
    public Task<Exception> Lost => _lost.Task;

    /// <summary>Makes the thread look at the database though nothing waits.</summary>
    public void Wake() => _queue.TryAdd(new PendingAppend("", 0, default, [], static _ => { }));

    private void Run()
    {
        List<PendingAppend> batch = [];
        while (_queue.TakeAll(ref batch))
        {
            int at = 0;
            while (at < batch.Count && _failure is null)
                at = CommitGroup(batch, at);
            for (; at < batch.Count; at++)
                Answer(batch[at], new JournalStoppedException(_failure!));
            batch.Clear();
        }
        _sink.Dispose();
        _ended.SetResult();
    }

    // Gives the place of the first append that is not answered yet.
    private int CommitGroup(List<PendingAppend> batch, int from)
    {
        int to = from;
        Exception? refused;
        try
        {
            _sink.Tend();
            refused = Encode(batch, ref to);
            _sink.Write(_group);
        }
        catch (Exception error)
        {
            Stop(error);
            Answer(batch[from], error);
            return from + 1;
        }
        if (_group.Count > 0)
            _options.GroupWritten?.Invoke(_group.Count);
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
        _group.Clear();
        Timestamp recordedTime = _options.Now;
        for (; to < batch.Count && _group.Count < _options.GroupEvents; to++)
        {
            try
            {
                _encoder.Add(batch[to], recordedTime, _group);
            }
            catch (Exception error)
            {
                return error;
            }
        }
        return null;
    }

    private void Stop(Exception error)
    {
        _failure = error;
        _lost.TrySetResult(error);
    }

    private static void Answer(in PendingAppend append, Exception? error)
    {
        try
        {
            append.Done(new AppendResult(error));
        }
        catch (Exception)
        {
            // A caller that throws out of its own callback harms nobody else.
        }
    }
}

using System.Collections.Concurrent;
using Akka.Dispatch;

namespace CoinPilot.Clustering.Engine;

/// <summary>Runs the mailboxes of one partition one after the other, on whichever worker is free: its actors never run at once.</summary>
internal sealed class SerialExecutor(string id, WorkerPool workers) : ExecutorService(id)
{
    private const int Batch = 64;

    private readonly ConcurrentQueue<IRunnable> _waiting = new();
    private long _submitted;
    private int _isScheduled;

    /// <summary>Grows with every mailbox that had something to do.</summary>
    public long Submitted => Interlocked.Read(ref _submitted);

    public bool IsIdle => Volatile.Read(ref _isScheduled) == 0 && _waiting.IsEmpty;

    public override void Execute(IRunnable run)
    {
        Interlocked.Increment(ref _submitted);
        _waiting.Enqueue(run);
        Schedule();
    }

    // Akka shuts an executor down when it has had no actors for a second, and may ask for it again.
    public override void Shutdown()
    {
    }

    /// <summary>Runs some of what waits; on a worker's thread.</summary>
    public void Work()
    {
        for (int i = 0; i < Batch && _waiting.TryDequeue(out IRunnable? next); i++)
            next.Run();
        Volatile.Write(ref _isScheduled, 0);
        // What was added before the flag fell has not scheduled anything.
        Interlocked.MemoryBarrier();
        if (!_waiting.IsEmpty)
            Schedule();
        else
            workers.NoteRest();
    }

    private void Schedule()
    {
        if (Interlocked.CompareExchange(ref _isScheduled, 1, 0) == 0)
            workers.Add(this);
    }
}

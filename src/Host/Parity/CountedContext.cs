namespace CoinPilot.App.Parity;

/// <summary>
/// Runs what awaits go on with on the thread pool, and counts it: while none is left, everything that was started in it waits for something from
/// outside or for time to pass.
/// </summary>
internal sealed class CountedContext : SynchronizationContext
{
    private long _posted;
    private long _left;

    /// <summary>Continuations ever posted.</summary>
    public long Posted => Interlocked.Read(ref _posted);

    /// <summary>True while none is queued or running.</summary>
    public bool IsIdle => Interlocked.Read(ref _left) == 0;

    /// <summary>Starts work in this context; all that it awaits goes on there too.</summary>
    public Task<T> Start<T>(Func<Task<T>> work)
    {
        TaskCompletionSource<Task<T>> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(_ =>
        {
            try
            {
                started.SetResult(work());
            }
            catch (Exception failed)
            {
                started.SetException(failed);
            }
        }, null);
        return started.Task.Unwrap();
    }

    public override SynchronizationContext CreateCopy() => this;

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override void Post(SendOrPostCallback d, object? state)
    {
        Interlocked.Increment(ref _left);
        Interlocked.Increment(ref _posted);
        ThreadPool.QueueUserWorkItem(Run, (d, state), preferLocal: false);
    }

    private void Run((SendOrPostCallback Callback, object? State) posted)
    {
        SynchronizationContext? before = Current;
        SetSynchronizationContext(this);
        try
        {
            posted.Callback(posted.State);
        }
        finally
        {
            SetSynchronizationContext(before);
            Interlocked.Decrement(ref _left);
        }
    }
}

namespace CoinPilot.Storage.Files.Journal;

/// <summary>Appends waiting for the writer. Bounded: a caller that finds it full waits until a group has been taken.</summary>
internal sealed class AppendQueue(int limit)
{
    private readonly object _gate = new();
    private List<PendingAppend> _waiting = [];
    private int _consumerThread;
    private bool _closed;

    /// <summary>False when closed. The consumer's own thread is never held: it would wait for itself.</summary>
    public bool TryAdd(in PendingAppend append)
    {
        lock (_gate)
        {
            while (_waiting.Count >= limit && !_closed && Environment.CurrentManagedThreadId != _consumerThread)
                Monitor.Wait(_gate);
            if (_closed)
                return false;
            _waiting.Add(append);
            if (_waiting.Count == 1)
                Monitor.PulseAll(_gate);
            return true;
        }
    }

    /// <summary>Waits for appends and swaps them for the emptied <paramref name="taken"/>; false when closed and drained.</summary>
    public bool TakeAll(ref List<PendingAppend> taken)
    {
        lock (_gate)
        {
            _consumerThread = Environment.CurrentManagedThreadId;
            while (_waiting.Count == 0 && !_closed)
                Monitor.Wait(_gate);
            (taken, _waiting) = (_waiting, taken);
            Monitor.PulseAll(_gate);
            return taken.Count > 0;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}

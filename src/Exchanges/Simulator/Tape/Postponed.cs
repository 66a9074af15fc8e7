namespace CoinPilot.Exchanges.Simulator;

/// <summary>What the venue does in its own time: actions run after a while of real time, under the floor's lock. Those that wait are dropped with it.</summary>
internal sealed class Postponed(Lock gate, TimeProvider time) : IDisposable
{
    private readonly HashSet<ITimer> _timers = [];
    private bool _isDisposed;

    /// <summary>Runs at once when there is nothing to wait for. Under the lock.</summary>
    public void Run(TimeSpan after, Action action)
    {
        if (after <= TimeSpan.Zero)
        {
            action();
            return;
        }
        ITimer? timer = null;
        timer = time.CreateTimer(_ => Fire(timer!, action), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timers.Add(timer);
        timer.Change(after, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        lock (gate)
        {
            _isDisposed = true;
            foreach (ITimer timer in _timers)
                timer.Dispose();
            _timers.Clear();
        }
    }

    private void Fire(ITimer timer, Action action)
    {
        lock (gate)
        {
            if (_isDisposed)
                return;
            _timers.Remove(timer);
            timer.Dispose();
            action();
        }
    }
}

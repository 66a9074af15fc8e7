namespace CoinPilot.Actors.InProcess;

/// <summary>The timers of one actor by key.</summary>
internal sealed class ActorTimers(ActorCell cell)
{
    private readonly Dictionary<string, ActorTimer> _byKey = new(StringComparer.Ordinal);

    public bool IsEmpty => _byKey.Count == 0;

    public void Set(string key, TimeSpan delay, TimeSpan? interval, object message)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (interval < TimeSpan.FromMicroseconds(1))
            throw new ArgumentOutOfRangeException(nameof(interval), interval, "a periodic timer needs a microsecond at least");
        Cancel(key);
        if (cell.State == CellState.Stopped)
            return;
        var timer = new ActorTimer(cell, this, key, interval, message);
        _byKey.Add(key, timer);
        cell.Lane.SetTimer(timer.Node, delay);
    }

    public void Cancel(string key)
    {
        if (_byKey.Remove(key, out ActorTimer? timer))
            End(timer);
    }

    public void Clear()
    {
        foreach (ActorTimer timer in _byKey.Values)
            End(timer);
        _byKey.Clear();
    }

    /// <summary>Drops a timer that has delivered for the last time.</summary>
    public void Forget(string key) => _byKey.Remove(key);

    private void End(ActorTimer timer)
    {
        timer.IsActive = false;
        cell.Lane.RemoveTimer(timer.Node);
    }
}

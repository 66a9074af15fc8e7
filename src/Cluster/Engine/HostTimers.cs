namespace CoinPilot.Clustering.Engine;

/// <summary>The timers of one actor by key.</summary>
internal sealed class HostTimers(ActorHost host)
{
    private readonly Dictionary<string, HostTimer> _byKey = new(StringComparer.Ordinal);

    public bool IsEmpty => _byKey.Count == 0;

    public void Set(string key, TimeSpan delay, TimeSpan? interval, object message)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (interval < TimeSpan.FromMicroseconds(1))
            throw new ArgumentOutOfRangeException(nameof(interval), interval, "a periodic timer needs a microsecond at least");
        Cancel(key);
        if (host.State == HostState.Stopped)
            return;
        _byKey.Add(key, new ActorTimer(host, delay, interval, timer =>
        {
            if (!timer.IsActive)
                _byKey.Remove(key);
            host.Deliver(message, host.Address.Target);
        }));
    }

    public void Cancel(string key)
    {
        if (_byKey.Remove(key, out HostTimer? timer))
            timer.End();
    }

    public void Clear()
    {
        foreach (HostTimer timer in _byKey.Values)
            timer.End();
        _byKey.Clear();
    }
}

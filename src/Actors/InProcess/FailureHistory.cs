namespace CoinPilot.Actors.InProcess;

/// <summary>An actor's recent failures, and what its supervision says to the next one.</summary>
internal sealed class FailureHistory(SupervisionPolicy policy)
{
    private readonly Queue<long> _failedAtMicros = new();

    /// <summary>How long to wait before the restart; null when there are to be no more.</summary>
    public TimeSpan? NextBackoff(long nowMicros)
    {
        while (_failedAtMicros.TryPeek(out long oldest) && nowMicros - oldest > (long)policy.Window.TotalMicroseconds)
            _failedAtMicros.Dequeue();
        if (_failedAtMicros.Count >= policy.MaxRestarts)
            return null;
        double doublings = Math.Pow(2, _failedAtMicros.Count);
        _failedAtMicros.Enqueue(nowMicros);
        return policy.FirstBackoff * doublings < policy.MaxBackoff ? policy.FirstBackoff * doublings : policy.MaxBackoff;
    }

    public void Clear() => _failedAtMicros.Clear();
}

namespace CoinPilot.Exchanges.Simulator;

/// <summary>
/// Blocks a caller who goes on calling while it is refused; each block is twice as long as the one before. Not thread-safe.
/// </summary>
internal sealed class Penalty(RateLimits limits)
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);

    private readonly Queue<DateTimeOffset> _refusals = [];
    private DateTimeOffset _blockedUntil;
    private int _blocks;

    /// <summary>The answer to one request too many.</summary>
    public RestAnswer Refuse(DateTimeOffset now)
    {
        while (_refusals.TryPeek(out DateTimeOffset oldest) && now - oldest > Memory)
            _refusals.Dequeue();
        _refusals.Enqueue(now);
        if (_refusals.Count > limits.RefusalsBeforeBlock)
        {
            _refusals.Clear();
            _blockedUntil = now + limits.FirstBlock * (1 << Math.Min(_blocks++, 20));
        }
        return RestErrors.TooManyRequests(limits.RefusalBody);
    }

    /// <summary>Null unless the caller is blocked.</summary>
    public RestAnswer? FindBlock(DateTimeOffset now) => now < _blockedUntil ? RestErrors.Blocked(_blockedUntil - now) : null;
}

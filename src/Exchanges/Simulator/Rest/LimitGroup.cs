namespace CoinPilot.Exchanges.Simulator;

/// <summary>
/// Calls that share one limit. Public groups count within fixed windows; private ones are buckets that fill up again evenly.
/// </summary>
internal sealed class LimitGroup(string name, int limit, TimeSpan length, bool isBucket, Penalty? penalty)
{
    private readonly RateWindow _window = new(limit, length);
    private double _tokens = limit;
    private DateTimeOffset _filledAt;

    public string Name => name;

    /// <summary>The venue's header; <c>min</c> is a constant that means nothing.</summary>
    public string Header => $"group={name}; min={(int)(limit * 60 / length.TotalSeconds)}; sec={(penalty is null ? limit : isBucket ? (int)_tokens : _window.Left)}";

    /// <summary>Null when no limit is kept.</summary>
    public Penalty? Penalty => penalty;

    public bool TryTake(DateTimeOffset now) => penalty is null || (isBucket ? TryTakeToken(now) : _window.TryTake(now));

    private bool TryTakeToken(DateTimeOffset now)
    {
        if (now > _filledAt)
        {
            _tokens = Math.Min(limit, _tokens + limit * ((now - _filledAt) / length));
            _filledAt = now;
        }
        if (_tokens < 1)
            return false;
        _tokens--;
        return true;
    }
}

namespace CoinPilot.Exchanges.Upbit;

/// <summary>
/// One quota: at most so many calls in any window, no more than the venue last said were left, none during a pause.
/// Not safe for two threads at once.
/// </summary>
internal sealed class RateGroup(int quota, TimeSpan window)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly DateTimeOffset[] _sent = new DateTimeOffset[quota];
    private DateTimeOffset _pausedUntil;
    private DateTimeOffset _leftUntil;
    private int _left;
    private int _inFlight;
    private int _next;
    private int _refusals;

    /// <summary>Zero when a place was taken, else how long to wait before asking again.</summary>
    /// <param name="sharers">Who calls besides, this one included: each keeps to its share of the quota.</param>
    public TimeSpan TryTake(DateTimeOffset now, int sharers = 1)
    {
        // A share of less than one call a window is one call in several.
        int share = Math.Max(1, quota / sharers);
        DateTimeOffset before = _sent[(_next + _sent.Length - share) % _sent.Length];
        DateTimeOffset free = before == default ? default : before + window * Math.Max(1, (sharers + quota - 1) / quota);
        if (_pausedUntil > free)
            free = _pausedUntil;
        if (_left <= 0 && _leftUntil > free)
            free = _leftUntil;
        if (free > now)
            return free - now;
        _sent[_next] = now;
        _next = (_next + 1) % _sent.Length;
        _inFlight++;
        _left--;
        return TimeSpan.Zero;
    }

    /// <summary>An answer came. What is under way may not be counted yet in what the venue says is <paramref name="left"/>.</summary>
    public void OnAnswer(DateTimeOffset now, int? left)
    {
        _inFlight = Math.Max(0, _inFlight - 1);
        _refusals = 0;
        if (left is not { } told)
            return;
        int certain = told - _inFlight;
        // Answers overtake each other: within a window the least that was told holds.
        _left = now < _leftUntil ? Math.Min(_left, certain) : certain;
        if (now >= _leftUntil || told == 0)
            _leftUntil = now + window;
    }

    /// <summary>The venue refused a call for its number: a pause, longer with each refusal in a row.</summary>
    public void OnRefusal(DateTimeOffset now)
    {
        _inFlight = Math.Max(0, _inFlight - 1);
        DateTimeOffset until = now + TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, window.Ticks << Math.Min(_refusals++, 10)));
        if (until > _pausedUntil)
            _pausedUntil = until;
    }

    /// <summary>No answer came.</summary>
    public void OnNoAnswer() => _inFlight = Math.Max(0, _inFlight - 1);
}

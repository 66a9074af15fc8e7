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
    /// <param name="share">A part of the quota in each window; where there are more sharers than calls in a window, they take turns.</param>
    public TimeSpan TryTake(DateTimeOffset now, QuotaShare share)
    {
        DateTimeOffset before = _sent[(_next + _sent.Length - Math.Max(1, quota / share.Sharers)) % _sent.Length];
        DateTimeOffset free = share.Sharers > quota ? NextTurn(now, share) : before == default ? default : before + window;
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

    // One call in each turn. A turn is one window long, with a window's pause before the next one's, so that two of them never fall into one window.
    private DateTimeOffset NextTurn(DateTimeOffset now, QuotaShare share)
    {
        int turns = (share.Sharers + quota - 1) / quota;
        TimeSpan cycle = 2 * window * turns;
        DateTimeOffset mine = now - TimeSpan.FromTicks(now.Ticks % cycle.Ticks) + 2 * window * (share.Index % turns);
        DateTimeOffset last = _sent[(_next + _sent.Length - 1) % _sent.Length];
        if (now < mine)
            return mine;
        return now < mine + window && last < mine ? now : mine + cycle;
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

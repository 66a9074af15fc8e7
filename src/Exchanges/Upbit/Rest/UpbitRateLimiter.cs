using System.Globalization;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>The venue's quotas; each is counted apart.</summary>
internal enum UpbitGroup { Market, Candle, Default, Order }

/// <summary>
/// Makes calls wait before the venue would refuse them: never more than the quota in any second, nothing while the venue says that none is left,
/// a growing pause after a 429, and no call at all for a long time after a 418.
/// </summary>
internal sealed class UpbitRateLimiter(TimeProvider time, TimeSpan blockTime)
{
    // A little over a second: calls sent evenly may arrive closer together.
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(1050);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly GroupState[] _groups = [new(10), new(10), new(30), new(8)];
    private DateTimeOffset _blockedUntil;
    private int _blocks;

    /// <summary>While set and not past, every call is refused here.</summary>
    public DateTimeOffset BlockedUntil
    {
        get
        {
            lock (_lock)
                return _blockedUntil;
        }
    }

    /// <summary>Waits for a place. False: the venue has blocked us, do not call.</summary>
    public async Task<bool> EnterAsync(UpbitGroup group, CancellationToken cancellation)
    {
        while (true)
        {
            TimeSpan wait;
            lock (_lock)
            {
                DateTimeOffset now = time.GetUtcNow();
                if (now < _blockedUntil)
                    return false;
                wait = _groups[(int)group].TryTake(now);
            }
            if (wait <= TimeSpan.Zero)
                return true;
            await Task.Delay(wait, time, cancellation);
        }
    }

    /// <param name="remaining">The header <c>Remaining-Req</c>, such as <c>group=default; min=1800; sec=29</c>; null when the answer had none.</param>
    public void OnAnswer(UpbitGroup group, int status, string? remaining)
    {
        lock (_lock)
        {
            GroupState state = _groups[(int)group];
            DateTimeOffset now = time.GetUtcNow();
            if (status == 418)
                _blockedUntil = now + blockTime * Math.Pow(2, Math.Min(_blocks++, 8));
            else if (status == 429)
                state.PauseUntil(now + TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, Window.Ticks << Math.Min(state.Refusals++, 10))));
            else
            {
                state.Refusals = 0;
                if (TryReadSeconds(remaining, out int left) && left == 0)
                    state.PauseUntil(now + Window);
            }
        }
    }

    private static bool TryReadSeconds(string? header, out int left)
    {
        left = 0;
        foreach (string part in (header ?? "").Split(';', StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith("sec=", StringComparison.Ordinal))
                return int.TryParse(part.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out left);
        }
        return false;
    }

    private sealed class GroupState(int quota)
    {
        private readonly DateTimeOffset[] _sent = new DateTimeOffset[quota];
        private DateTimeOffset _pausedUntil;
        private int _next;

        public int Refusals { get; set; }

        /// <summary>Zero when a place was taken, else how long to wait before asking again.</summary>
        public TimeSpan TryTake(DateTimeOffset now)
        {
            DateTimeOffset free = _sent[_next] == default ? default : _sent[_next] + Window;
            if (_pausedUntil > free)
                free = _pausedUntil;
            if (free > now)
                return free - now;
            _sent[_next] = now;
            _next = (_next + 1) % _sent.Length;
            return TimeSpan.Zero;
        }

        public void PauseUntil(DateTimeOffset until) => _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
    }
}

using System.Globalization;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>
/// Makes calls wait before the venue would refuse them: never more than the quota in any second, nor more than the venue says are left,
/// a growing pause after a 429, and no call at all for a long time after a 418.
/// </summary>
internal sealed class UpbitRateLimiter(TimeProvider time, TimeSpan blockTime, Func<QuotaShare>? share = null)
{
    // A little over a second: calls sent evenly may arrive closer together.
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(1050);

    private readonly Lock _lock = new();
    private readonly RateGroup[] _groups = [.. Enum.GetValues<UpbitGroup>().Select(Quota)];
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

    /// <summary>Waits for a place. False: the venue has blocked us, do not call. After true, tell what came of the call.</summary>
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
                wait = _groups[(int)group].TryTake(now, share?.Invoke() ?? QuotaShare.Whole);
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
            RateGroup state = _groups[(int)group];
            DateTimeOffset now = time.GetUtcNow();
            if (status == 418)
                _blockedUntil = now + blockTime * Math.Pow(2, Math.Min(_blocks++, 8));
            if (status == 429)
                state.OnRefusal(now);
            else
                state.OnAnswer(now, ReadSeconds(remaining));
        }
    }

    /// <summary>The call was given up without an answer.</summary>
    public void OnNoAnswer(UpbitGroup group)
    {
        lock (_lock)
            _groups[(int)group].OnNoAnswer();
    }

    private static RateGroup Quota(UpbitGroup group) => group switch
    {
        UpbitGroup.Default => new RateGroup(30, Window),
        // 12 since 2026-08; where it is 8 still, the header says so in time.
        UpbitGroup.Order => new RateGroup(12, Window),
        UpbitGroup.OrderTest => new RateGroup(8, Window),
        UpbitGroup.CancelAll => new RateGroup(1, 2 * Window),
        // 5 connects are allowed, but each brings two messages, of which 5 are.
        UpbitGroup.SocketConnect => new RateGroup(2, Window),
        _ => new RateGroup(10, Window),
    };

    private static int? ReadSeconds(string? header)
    {
        foreach (string part in (header ?? "").Split(';', StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith("sec=", StringComparison.Ordinal)
                && int.TryParse(part.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out int left))
                return left;
        }
        return null;
    }
}

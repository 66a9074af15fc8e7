using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>What to do with a message of that time.</summary>
internal enum StampVerdict : byte
{
    Pass,

    /// <summary>It cannot be true, or is so old that acting on it would be wrong.</summary>
    Drop,

    /// <summary>It leaps ahead of all before: true only if others follow it there. Keep it in the place of one that waited before.</summary>
    Wait,

    /// <summary>It follows the one that waits, which is therefore true: pass that on, then judge again.</summary>
    Follows,
}

/// <summary>
/// Keeps one message with an absurd time from moving the venue's clock: every candle in progress would close, and all that follows be late.
/// A venue whose time is ours is held to our clock. One whose time is its own, a replay perhaps, may leap, but only in company.
/// </summary>
internal sealed class StampGuard(VenueClock clock, TimeProvider time, TimeSpan? longestAhead)
{
    /// <summary>Only the last trade of a market that is all but dead is so far behind the others.</summary>
    private static readonly TimeSpan LongestBehind = TimeSpan.FromDays(1);

    private static readonly TimeSpan LongestLeap = TimeSpan.FromMinutes(5);

    private Timestamp _waiting;

    /// <param name="stamp">The message's time at the venue.</param>
    /// <param name="of">The time of what it tells: a trade's, or a candle's start.</param>
    public StampVerdict Judge(Timestamp stamp, Timestamp of)
    {
        if (of > stamp + UpbitTime.Minute || clock.Latest - of > LongestBehind || stamp - of > LongestBehind)
            return StampVerdict.Drop;
        if (stamp <= clock.Latest)
            return StampVerdict.Pass;
        if (longestAhead is { } ahead)
            return stamp - Timestamp.From(time.GetUtcNow()) > ahead ? StampVerdict.Drop : StampVerdict.Pass;
        return !clock.Latest.IsSet || stamp - clock.Latest <= LongestLeap ? StampVerdict.Pass : Leap(stamp);
    }

    private StampVerdict Leap(Timestamp stamp)
    {
        bool follows = _waiting.IsSet && stamp >= _waiting;
        // Of two leaps the shorter is the likelier.
        _waiting = follows ? Timestamp.None : stamp;
        return follows ? StampVerdict.Follows : StampVerdict.Wait;
    }
}

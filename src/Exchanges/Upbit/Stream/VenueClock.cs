using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>
/// The venue's time as its frames show it. Our own clock only fills the gap since the last stamped frame, and only when something arrives:
/// a stalled line, a paused exchange or one that replays the past never looks later than it is.
/// </summary>
internal sealed class VenueClock(TimeProvider time)
{
    private long _setAt;

    /// <summary>The latest stamp seen; none before the first.</summary>
    public Timestamp Latest { get; private set; }

    /// <summary>Takes a stamp; true when it is later than all before.</summary>
    public bool Advance(Timestamp stamp)
    {
        if (stamp <= Latest)
            return false;
        Latest = stamp;
        _setAt = time.GetTimestamp();
        return true;
    }

    /// <summary>The time now; call it only on an arrival. None before the first stamp.</summary>
    public Timestamp OnArrival() => Latest.IsSet ? Latest + time.GetElapsedTime(_setAt) : Latest;
}

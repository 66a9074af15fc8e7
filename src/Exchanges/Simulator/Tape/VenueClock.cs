using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>The venue's time: from <paramref name="start"/> on, <paramref name="speed"/> times as fast as the real one; infinite speed has no time to wait for.</summary>
internal sealed class VenueClock(TimeProvider real, Timestamp start, double speed)
{
    private readonly long _began = real.GetTimestamp();

    /// <summary>How far the tape may go now.</summary>
    public Timestamp Now
    {
        get
        {
            double micros = real.GetElapsedTime(_began).TotalMicroseconds * speed;
            return micros < 4e15 ? new Timestamp(start.UnixMicros + (long)micros) : new Timestamp(long.MaxValue);
        }
    }
}

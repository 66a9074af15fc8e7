using System.Text;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Shows a malformed frame to the operator, at most one a minute.</summary>
internal sealed class MalformedLog(UpbitOptions options, UpbitFrames frames)
{
    private long _seen;
    private long? _loggedAt;

    /// <summary>Call after each frame read.</summary>
    public void Check(ReadOnlySpan<byte> frame)
    {
        if (frames.Malformed == _seen)
            return;
        _seen = frames.Malformed;
        if (_loggedAt is { } at && options.Time.GetElapsedTime(at) < TimeSpan.FromMinutes(1))
            return;
        _loggedAt = options.Time.GetTimestamp();
        options.Log($"malformed frame ({_seen} so far): {Encoding.UTF8.GetString(frame[..Math.Min(frame.Length, 300)])}");
    }
}

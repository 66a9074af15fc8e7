using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Recordings;

public enum RecordedKind : byte
{
    Trade = 1,

    /// <summary>A candle that was final.</summary>
    Candle = 2,

    /// <summary>What became of the connection; between two of them the recording may lack trades.</summary>
    Connection = 3,
}

/// <summary>
/// One thing that a client saw. <paramref name="ReceivedAt"/> is the client's time; the venue's is in the trade or candle itself.
/// Of <paramref name="Trade"/>, <paramref name="Candle"/> and <paramref name="Detail"/> the one that <paramref name="Kind"/> names is set.
/// </summary>
public readonly record struct RecordedEvent(
    RecordedKind Kind, Timestamp ReceivedAt, Symbol Symbol, Trade Trade, Candle Candle, int IntervalMinutes, string Detail);

/// <summary>A recording that is no recording, or is damaged before its end.</summary>
public sealed class RecordingDamagedException(string file, long position, string reason) : IOException($"{file} byte {position}: {reason}")
{
    public long Position { get; } = position;
}

using CoinPilot.MarketData;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>A file of the candle store that cannot be used.</summary>
public sealed class CandleStoreDamagedException(string file, string reason) : IOException($"{file}: {reason}")
{
    public string File { get; } = file;
}

/// <summary>Another process writes this series.</summary>
public sealed class CandlesLockedException(string series, int? processId, Exception inner)
    : IOException($"the candles of {series} are being written by {(processId is null ? "another process" : $"process {processId}")}", inner)
{
    /// <summary>The holder; null where it could not be read.</summary>
    public int? ProcessId { get; } = processId;
}

/// <summary>A candle differs from the one that is stored for its time; nothing was stored.</summary>
public sealed class CandleConflictException(Candle stored, Candle given)
    : IOException($"the candle of {stored.OpenTime} is stored as {CandleText.Write(stored)}, given as {CandleText.Write(given)}")
{
    public Candle Stored { get; } = stored;

    public Candle Given { get; } = given;
}

internal static class CandleText
{
    public static string Write(in Candle c) => $"open {c.Open} high {c.High} low {c.Low} close {c.Close} volume {c.Volume}";
}

using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>A candle as a file has it, unchecked but for its numbers being numbers.</summary>
/// <param name="Position">The line, from 1, or for JSON the item, from 1.</param>
/// <param name="Symbol">Without a code where the file does not say.</param>
/// <param name="IntervalMinutes">0 where the file does not say.</param>
/// <param name="Candle">Its open time is the file's time as it stands.</param>
/// <param name="LastTick">When the venue stored the last trade of it; none where the file does not say.</param>
internal readonly record struct CandleRow(int Position, Symbol Symbol, int IntervalMinutes, Candle Candle, Timestamp LastTick);

internal enum CandleField { Time, Open, High, Low, Close, Volume, Symbol, Interval, LastTick }

/// <summary>The rows of a file in its own order.</summary>
internal interface ICandleRows : IDisposable
{
    /// <summary>What a position counts: <c>line</c> or <c>item</c>.</summary>
    string Unit { get; }

    /// <summary>False at the end. Throws <see cref="CandleFileException"/> for a row that cannot be read.</summary>
    bool TryRead(out CandleRow row);

    /// <summary>An error about a field of the row read last.</summary>
    CandleFileException Error(CandleField field, string reason);
}

internal static class CandleRowChecks
{
    /// <summary>Throws <see cref="CandleFileException"/> about the row read last when a low is above or a high below its other prices.</summary>
    public static void RequireConsistent(this ICandleRows rows, in Candle candle)
    {
        if (candle.IsConsistent)
            return;
        throw candle.High < Price.Max(candle.Open, candle.Close)
            ? rows.Error(CandleField.High, "is below the open or the close")
            : rows.Error(CandleField.Low, "is above the open or the close");
    }
}

using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests;

/// <summary>A symbol's one-minute candles as a backtest reads them.</summary>
internal sealed record CandleSeries(Symbol Symbol, IReadOnlyList<Candle> Candles)
{
    /// <summary>Where they were read; null for candles made otherwise.</summary>
    public CandleSource? Source { get; init; }

    /// <summary>The trades that made them; null where only the candles are known. Those of candles that are left out do not count.</summary>
    public Trade[]? Trades { get; init; }

    /// <summary>What longer candles they stand for; null for candles that were one minute long.</summary>
    public Detail? Detail { get; init; }
}

/// <summary>How much of longer candles was known to the minute.</summary>
/// <param name="IntervalMinutes">Minutes in a longer candle.</param>
/// <param name="Candles">Longer candles.</param>
/// <param name="Known">Those whose minutes were known; of the others only the four prices are.</param>
internal sealed record Detail(int IntervalMinutes, int Candles, int Known);

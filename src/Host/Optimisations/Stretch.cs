using CoinPilot.App.Backtests;
using CoinPilot.Values;

namespace CoinPilot.App.Optimisations;

/// <summary>Candles of a stretch of time, with those before it that only warm strategies up.</summary>
/// <param name="TradeFrom">Where the stretch begins; null for with the candles.</param>
internal sealed record Stretch(IReadOnlyList<CandleSeries> Series, Timestamp? TradeFrom)
{
    /// <summary>
    /// The candles of <paramref name="range"/>, and those before it from <paramref name="historyFrom"/> on as history. Throws
    /// <see cref="Optimisation.OptimisationException"/> where the range has none.
    /// </summary>
    public static Stretch Of(IReadOnlyList<CandleSeries> series, TimeRange range, Timestamp historyFrom)
    {
        CandleSeries[] cut = [.. series.Select(s => s with { Candles = new CandleSlice(s.Candles, historyFrom, range.To) })
            .Where(s => s.Candles.Count > 0 && s.Candles[^1].OpenTime >= range.From)];
        return cut.Length > 0
            ? new Stretch(cut, range.From)
            : throw new Optimisation.OptimisationException($"there is no candle from {range.From} to {range.To}");
    }

    /// <summary>All that there is, from the first candle or <paramref name="tradeFrom"/> to the last candle's end.</summary>
    public static TimeRange RangeOf(IReadOnlyList<CandleSeries> series, Timestamp? tradeFrom) => new(
        tradeFrom ?? series.Min(s => s.Candles[0].OpenTime), series.Max(s => s.Candles[^1].OpenTime) + TimeSpan.FromMinutes(1));
}

using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests.Reports;

/// <summary>A symbol's prices, coarse enough to be drawn.</summary>
/// <param name="Minutes">How much time a bar stands for.</param>
/// <param name="Times">UTC seconds since 1970 of each bar's begin.</param>
internal sealed record PriceBars(
    string Symbol, int Minutes, IReadOnlyList<long> Times, IReadOnlyList<double> Lows, IReadOnlyList<double> Highs, IReadOnlyList<double> Closes)
{
    /// <summary>More would be narrower than a pixel.</summary>
    public const int MostBars = 720;

    private static readonly int[] Lengths = [1, 3, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440, 2880, 10_080, 43_200];

    /// <summary>The candles from <paramref name="from"/> on, in bars on UTC boundaries.</summary>
    public static PriceBars Of(CandleSeries series, Timestamp from)
    {
        IReadOnlyList<Candle> candles = series.Candles;
        int first = 0;
        while (first < candles.Count && candles[first].OpenTime < from)
            first++;
        double span = first == candles.Count ? 0 : (candles[^1].OpenTime - candles[first].OpenTime).TotalMinutes;
        int minutes = Lengths.FirstOrDefault(l => span / l < MostBars, Lengths[^1]);
        List<long> times = [];
        List<double> lows = [], highs = [], closes = [];
        for (int i = first; i < candles.Count; i++)
        {
            Candle candle = candles[i];
            long time = candle.OpenTime.FloorTo(TimeSpan.FromMinutes(minutes)).UnixMicros / 1_000_000;
            if (times.Count == 0 || times[^1] != time)
            {
                times.Add(time);
                lows.Add(candle.Low.ToDouble());
                highs.Add(candle.High.ToDouble());
                closes.Add(0);
            }
            lows[^1] = Math.Min(lows[^1], candle.Low.ToDouble());
            highs[^1] = Math.Max(highs[^1], candle.High.ToDouble());
            closes[^1] = candle.Close.ToDouble();
        }
        return new PriceBars(series.Symbol.Code, minutes, times, lows, highs, closes);
    }
}

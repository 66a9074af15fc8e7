namespace CoinPilot.Strategies;

/// <summary>What the closed bars say, the newest included.</summary>
/// <param name="Fast">The fast average of closes, by which with <paramref name="Slow"/> the regime is told.</param>
/// <param name="Rsi7Low">The lowest fast RSI within the dip's bars.</param>
/// <param name="Average">The average of closes that the price is held against.</param>
/// <param name="Volume">The bar's volume over its average.</param>
/// <param name="HighestVolume">The highest of that within the surge's bars.</param>
/// <param name="LowerBand">The lower Bollinger band.</param>
/// <param name="BarsSinceTouch">0 where this bar's low touched the lower band.</param>
/// <param name="ClosesAbove">How many closes in a row are above the lower band.</param>
internal readonly record struct RegimeReading(
    double Close, double Fast, double Slow, double Rsi14, double Rsi7, double Rsi7Low, double Average,
    double Volume, double HighestVolume, double LowerBand, int BarsSinceTouch, int ClosesAbove)
{
    /// <summary>The regime, where the averages must lie more than <paramref name="gapPercent"/> apart for a trend.</summary>
    public Regime RegimeAt(double gapPercent) =>
        Fast > Slow * (1 + gapPercent / 100) ? Regime.Bull
        : Fast < Slow * (1 - gapPercent / 100) ? Regime.Bear
        : Regime.Sideways;
}

using CoinPilot.Indicators;

namespace CoinPilot.Tests.Indicators.Reference;

/// <summary>The columns of some bars, and what is made of a bar and the one before it.</summary>
internal sealed class Columns(Bar[] bars)
{
    public Bar[] Bars => bars;

    public int Count => bars.Length;

    public double[] Open { get; } = [.. bars.Select(b => b.Open)];

    public double[] High { get; } = [.. bars.Select(b => b.High)];

    public double[] Low { get; } = [.. bars.Select(b => b.Low)];

    public double[] Close { get; } = [.. bars.Select(b => b.Close)];

    public double[] Volume { get; } = [.. bars.Select(b => b.Volume)];

    public double[] Median { get; } = [.. bars.Select(b => (b.High + b.Low) / 2)];

    public double[] Typical { get; } = [.. bars.Select(b => (b.High + b.Low + b.Close) / 3)];

    /// <summary>max(high - low, |high - close before|, |low - close before|)</summary>
    public double[] TrueRange { get; } = [.. bars.Select((b, i) => i == 0
        ? double.NaN
        : new[] { b.High - b.Low, Math.Abs(b.High - bars[i - 1].Close), Math.Abs(b.Low - bars[i - 1].Close) }.Max())];

    /// <summary>Logarithm of close / close before.</summary>
    public double[] LogReturn { get; } = [.. bars.Select((b, i) => i == 0 ? double.NaN : Math.Log(b.Close) - Math.Log(bars[i - 1].Close))];

    /// <summary>Volume x ((close - low) - (high - close)) / (high - low).</summary>
    public double[] MoneyFlow { get; } =
        [.. bars.Select(b => b.High == b.Low ? 0 : b.Volume * (b.Close - b.Low - (b.High - b.Close)) / (b.High - b.Low))];

    /// <summary>Close / close before - 1.</summary>
    public double[] Return { get; } = [.. bars.Select((b, i) => i == 0 ? double.NaN : b.Close / bars[i - 1].Close - 1)];

    public double[] Atr(int n) => Series.Wilder(TrueRange, n);
}

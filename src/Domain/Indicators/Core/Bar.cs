using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Indicators;

/// <summary>A candle as indicators see it: prices and volume as doubles, converted once.</summary>
public readonly record struct Bar(Timestamp OpenTime, double Open, double High, double Low, double Close, double Volume)
{
    /// <summary>(high + low) / 2</summary>
    public double Median => (High + Low) / 2;

    /// <summary>(high + low + close) / 3</summary>
    public double Typical => (High + Low + Close) / 3;

    public static Bar Of(in Candle candle) => new(
        candle.OpenTime, candle.Open.ToDouble(), candle.High.ToDouble(), candle.Low.ToDouble(), candle.Close.ToDouble(), candle.Volume.ToDouble());
}

using CoinPilot.Values;

namespace CoinPilot.MarketData;

/// <summary>One bar. <paramref name="OpenTime"/> is its start; <paramref name="Volume"/> counts base currency.</summary>
public readonly record struct Candle(Timestamp OpenTime, Price Open, Price High, Price Low, Price Close, Quantity Volume)
{
    /// <summary>True when the prices are set, the low is the lowest and the high the highest.</summary>
    public bool IsConsistent =>
        Low.IsSet && Low <= Open && Low <= Close && High >= Open && High >= Close;
}

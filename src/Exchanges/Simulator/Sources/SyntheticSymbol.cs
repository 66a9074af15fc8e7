using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>A made-up market's character.</summary>
/// <param name="Symbol">Its code.</param>
/// <param name="OpeningPrice">KRW; history starts here and prices are drawn back to it, weakly.</param>
/// <param name="TradesPerMinute">On average, in a calm market.</param>
/// <param name="QuietMinutes">Share of minutes without any trade, 0 to 1.</param>
/// <param name="VolatilityPerMinute">Standard deviation of a minute's return in a calm market: 0.0005 is 0.05 %.</param>
/// <param name="TradeFunds">KRW of a usual trade.</param>
public sealed record SyntheticSymbol(
    Symbol Symbol, Price OpeningPrice, double TradesPerMinute, double QuietMinutes, double VolatilityPerMinute, double TradeFunds)
{
    /// <summary>Five large KRW markets.</summary>
    public static IReadOnlyList<SyntheticSymbol> Defaults { get; } =
    [
        new(Symbol.Parse("KRW-BTC"), Price.Of(135_000_000), 9, 0.0005, 0.0005, 900_000),
        new(Symbol.Parse("KRW-ETH"), Price.Of(4_700_000), 8, 0.0005, 0.0007, 600_000),
        new(Symbol.Parse("KRW-XRP"), Price.Of(3_100), 9, 0.0005, 0.0007, 500_000),
        new(Symbol.Parse("KRW-SOL"), Price.Of(262_000), 6, 0.002, 0.0008, 400_000),
        new(Symbol.Parse("KRW-DOGE"), Price.Of(310), 5, 0.01, 0.0009, 300_000),
    ];
}

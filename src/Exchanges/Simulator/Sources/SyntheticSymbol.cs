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
    private const double LargestPrice = 500_000;
    private const int PriceSteps = 27;

    /// <summary>How far it moves with all the others, 0 to 1: the correlation of its returns with the common factor.</summary>
    public double Correlation { get; init; } = 0.65;

    /// <summary>KRW at a level of its book, on average.</summary>
    public Money LevelFunds { get; init; } = Money.Of(20_000_000);

    /// <summary>Ticks from the last trade to either side of its book.</summary>
    public int SpreadTicks { get; init; } = 1;

    /// <summary>Five large KRW markets.</summary>
    public static IReadOnlyList<SyntheticSymbol> Defaults { get; } =
    [
        new(Symbol.Parse("KRW-BTC"), Price.Of(135_000_000), 9, 0.0005, 0.0005, 900_000),
        new(Symbol.Parse("KRW-ETH"), Price.Of(4_700_000), 8, 0.0005, 0.0007, 600_000),
        new(Symbol.Parse("KRW-XRP"), Price.Of(3_100), 9, 0.0005, 0.0007, 500_000),
        new(Symbol.Parse("KRW-SOL"), Price.Of(262_000), 6, 0.002, 0.0008, 400_000),
        new(Symbol.Parse("KRW-DOGE"), Price.Of(310), 5, 0.01, 0.0009, 300_000),
    ];

    /// <summary>
    /// So many markets: the five large ones, then ever smaller ones that trade more rarely, move more, with thinner and wider books.
    /// The same seed gives the same markets, whatever their number.
    /// </summary>
    public static IReadOnlyList<SyntheticSymbol> Many(int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var random = new SeededRandom(seed ^ 0x5EED_0F_5133B01);
        return [.. Defaults.Take(count), .. Enumerable.Range(Defaults.Count, Math.Max(0, count - Defaults.Count)).Select(rank => Made(rank, random))];
    }

    private static SyntheticSymbol Made(int rank, SeededRandom random)
    {
        double size = 20.0 / (20 + rank);
        double price = LargestPrice;
        for (int halvings = random.NextInt(PriceSteps); halvings > 0; halvings--)
            price /= 2;
        price *= 1 + random.NextDouble();
        Price opening = TickTable.CeilingToTick(new Price((long)(price * Fixed.One)));
        return new(
            Symbol.Parse($"KRW-S{rank:D4}"), opening, 0.6 + 6 * size, Math.Min(0.7, 0.02 + 0.6 * (1 - size) * random.NextDouble()),
            0.0008 + 0.0015 * random.NextDouble(), 20_000 + 300_000 * size * random.NextDouble())
        {
            Correlation = 0.2 + 0.6 * random.NextDouble(),
            LevelFunds = new Money((Int128)((200_000 + 15_000_000 * size * random.NextDouble()) * Fixed.One)),
            SpreadTicks = 1 + random.NextInt(size < 0.3 ? 3 : 1),
        };
    }
}

using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>
/// The price steps of Upbit's KRW markets as they were at a time, for judging old data; orders are held to <see cref="TickTable"/>.
/// The sixteen coins that had a coarser step from 2024-10 to 2025-07-30 are held to the finer one of all others.
/// </summary>
internal static class TickHistory
{
    private static readonly Timestamp Since2025 = Timestamp.Utc(2025, 7, 31);
    private static readonly Timestamp Since2024 = Timestamp.Utc(2024, 1, 29);
    private static readonly Timestamp StableCoinsSince = Timestamp.Utc(2025, 3, 21);

    private static readonly (decimal From, decimal Step)[] Of2024 =
    [
        (2_000_000m, 1_000m), (1_000_000m, 500m), (500_000m, 100m), (100_000m, 50m), (10_000m, 10m), (1_000m, 1m), (100m, 0.1m), (10m, 0.01m),
        (1m, 0.001m), (0.1m, 0.0001m), (0.01m, 0.00001m), (0.001m, 0.000001m), (0.0001m, 0.0000001m), (0m, 0.00000001m),
    ];

    private static readonly (decimal From, decimal Step)[] Before2024 =
        [.. Of2024[..5], (1_000m, 5m), (100m, 1m), (10m, 0.1m), .. Of2024[8..]];

    private static readonly (long From, long Step)[] Of2024Units = ToUnits(Of2024);
    private static readonly (long From, long Step)[] Before2024Units = ToUnits(Before2024);

    /// <summary>The step for a price at a time; none for a market that is not priced in KRW, whose steps are not known here.</summary>
    public static Price StepAt(Symbol symbol, Price price, Timestamp time)
    {
        if (symbol.Quote != "KRW")
            return Price.None;
        if (time >= Since2025)
            return TickTable.StepAt(price);
        if (time >= StableCoinsSince && symbol.Base is "USDT" or "USDC" && price.Units >= 1_000 * Fixed.One && price.Units < 10_000 * Fixed.One)
            return Price.Of(0.5m);
        foreach ((long from, long step) in time >= Since2024 ? Of2024Units : Before2024Units)
        {
            if (price.Units >= from)
                return new Price(step);
        }
        return new Price(1);
    }

    private static (long From, long Step)[] ToUnits((decimal From, decimal Step)[] brackets) =>
        [.. brackets.Select(b => ((long)Fixed.FromDecimal(b.From), (long)Fixed.FromDecimal(b.Step)))];
}

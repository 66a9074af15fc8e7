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

    /// <summary>The step for a price at a time; none for a market that is not priced in KRW, whose steps are not known here.</summary>
    public static Price StepAt(Symbol symbol, Price price, Timestamp time)
    {
        if (symbol.Quote != "KRW")
            return Price.None;
        if (time >= Since2025)
            return TickSteps.Since20250731.StepAt(price);
        if (time >= StableCoinsSince && symbol.Base is "USDT" or "USDC" && price.Units >= 1_000 * Fixed.One && price.Units < 10_000 * Fixed.One)
            return Price.Of(0.5m);
        return (time >= Since2024 ? TickSteps.Since20240129 : TickSteps.Before20240129).StepAt(price);
    }
}

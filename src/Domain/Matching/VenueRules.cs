using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>What a <see cref="VenueCore"/> charges, permits and how deep its synthetic book is.</summary>
public sealed record VenueRules
{
    /// <summary>Upbit's KRW markets.</summary>
    public static VenueRules UpbitKrw { get; } = new();

    /// <summary>On the traded value, both sides, maker and taker.</summary>
    public FeeRate Fee { get; init; } = FeeRate.UpbitKrw;

    /// <summary>Ticks from the last trade to the best ask, and to the best bid; 0 or more.</summary>
    public int SpreadTicks { get; init; } = 1;

    /// <summary>Levels on each side, one tick apart.</summary>
    public int Levels { get; init; } = 30;

    /// <summary>KRW resting at each level.</summary>
    public Money LevelFunds { get; init; } = Money.Of(20_000_000);

    /// <summary>How far a level's money lies from <see cref="LevelFunds"/> at most, 0 to 99 %; which level has how much depends on its price alone.</summary>
    public int LevelVariationPercent { get; init; }

    /// <summary>The price steps that orders are held to.</summary>
    public TickSteps Ticks { get; init; } = TickSteps.Since20250731;

    /// <summary>The least value of an order.</summary>
    public Money MinimumTotal { get; init; } = Money.Of(5_000);

    /// <summary>The greatest value of an order.</summary>
    public Money MaximumTotal { get; init; } = Money.Of(1_000_000_000);

    /// <summary>Finished orders kept for look-up, the newest; null keeps all. Identifiers stay taken in either case.</summary>
    public int? FinishedOrdersKept { get; init; }

    /// <summary>KRW resting at the level of <paramref name="price"/>.</summary>
    public Money FundsAt(Price price)
    {
        if (LevelVariationPercent == 0)
            return LevelFunds;
        // Any mixing of the price's bits does (Knuth's multiplicative hash), as long as it is the same every time.
        ulong mixed = ((ulong)price.Units * 0x9E3779B97F4A7C15) >> 40;
        int percent = 100 - LevelVariationPercent + (int)(mixed % (ulong)(2 * LevelVariationPercent + 1));
        return new Money(LevelFunds.Units * percent / 100);
    }
}

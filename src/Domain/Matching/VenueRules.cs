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

    /// <summary>The least value of an order.</summary>
    public Money MinimumTotal { get; init; } = Money.Of(5_000);

    /// <summary>The greatest value of an order.</summary>
    public Money MaximumTotal { get; init; } = Money.Of(1_000_000_000);

    /// <summary>Finished orders kept for look-up, the newest; null keeps all. Identifiers stay taken in either case.</summary>
    public int? FinishedOrdersKept { get; init; }
}

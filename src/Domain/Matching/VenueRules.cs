using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>What a <see cref="VenueCore"/> charges, permits and how deep its synthetic book is.</summary>
public sealed record VenueRules
{
    /// <summary>Upbit's KRW markets.</summary>
    public static VenueRules UpbitKrw { get; } = new();

    /// <summary>On the traded value, both sides, maker and taker.</summary>
    public FeeRate Fee { get; init; } = FeeRate.UpbitKrw;

    /// <summary>What makers pay where that is not <see cref="Fee"/>.</summary>
    public FeeRate? MakerFee { get; init; }

    /// <summary>The higher of the two fees: what an order locks, since nobody knows how it will be filled.</summary>
    public FeeRate HighestFee => MakerFee is { } maker && maker.PartsPerMillion > Fee.PartsPerMillion ? maker : Fee;

    /// <summary>What trades of others fill of resting limits.</summary>
    public FillModel Fill { get; init; } = FillModel.Usual;

    /// <summary>
    /// How far from the last trade takers fill, in parts per million of its price, whatever they take; null for the levels of the synthetic book.
    /// </summary>
    public int? FlatSlippage { get; init; }

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

    /// <summary>What a fill pays.</summary>
    public FeeRate FeeOf(LiquiditySide liquidity) => liquidity == LiquiditySide.Maker ? MakerFee ?? Fee : Fee;

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

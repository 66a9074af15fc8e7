using CoinPilot.Values;

namespace CoinPilot.Risk;

/// <summary>The limits that every order is held to. Percentages are of reference equity, to two places.</summary>
public sealed record RiskLimits
{
    public static RiskLimits Default { get; } = new();

    /// <summary>What an entry spends, and the most that one order may.</summary>
    public decimal MaxOrderPercent { get; init; } = 20m;

    /// <summary>The most that all positions and open buys may be worth together.</summary>
    public decimal MaxTotalExposurePercent { get; init; } = 100m;

    /// <summary>How old the last price may be.</summary>
    public TimeSpan MaxPriceAge { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The venue's smallest order.</summary>
    public Money MinOrder { get; init; } = Money.Of(5_000m);

    /// <summary>The venue's largest order.</summary>
    public Money MaxOrder { get; init; } = Money.Of(1_000_000_000m);

    /// <summary>What the venue takes of every trade; cash must cover it too.</summary>
    public FeeRate Fee { get; init; } = FeeRate.UpbitKrw;
}

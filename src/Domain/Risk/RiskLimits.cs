using CoinPilot.Values;

namespace CoinPilot.Risk;

/// <summary>
/// The limits that every order is held to. Percentages are of reference equity unless said otherwise, to two places. A limit that can be
/// switched off is off at zero, and off unless it is set: <see cref="Default"/> sets those of the design.
/// </summary>
public sealed record RiskLimits
{
    /// <summary>What is in force unless configured otherwise, live, on paper and in backtests.</summary>
    public static RiskLimits Default { get; } = new()
    {
        MaxPositions = 5,
        SecondEntry = SecondEntry.Never,
        DailyLossPercent = 3m,
        DailyEntries = 6,
        MaxDrawdownPercent = 20m,
        LossesInARow = 3,
        LossPause = TimeSpan.FromHours(2),
        EntryInterval = TimeSpan.FromMinutes(30),
        EntriesPerMinute = 10,
    };

    /// <summary>Cash, size and exposure alone: no limit on number, pace or loss. For studying a strategy by itself.</summary>
    public static RiskLimits SizesOnly { get; } = new();

    /// <summary>What an entry spends, and the most that one order may.</summary>
    public decimal MaxOrderPercent { get; init; } = 20m;

    /// <summary>An entry may be cut to the cash and the exposure that are free, but not below this share of its size.</summary>
    public decimal LeastOrderPercent { get; init; } = 50m;

    /// <summary>The most that one symbol's positions and open buys may be worth together.</summary>
    public decimal MaxSymbolExposurePercent { get; init; } = 100m;

    /// <summary>The most that all positions and open buys may be worth together.</summary>
    public decimal MaxTotalExposurePercent { get; init; } = 100m;

    /// <summary>How many positions may be held at once, open buys counted; 0 for any number.</summary>
    public int MaxPositions { get; init; }

    public SecondEntry SecondEntry { get; init; } = SecondEntry.Always;

    /// <summary>How far equity may fall below the day's first, unrealised losses included; entries are then denied until the UTC day ends. 0 for off.</summary>
    public decimal DailyLossPercent { get; init; }

    /// <summary>Entries a UTC day, over all symbols; 0 for any number.</summary>
    public int DailyEntries { get; init; }

    /// <summary>How far equity may fall below its peak, in percent of the peak; the kill switch then goes on. 0 for off.</summary>
    public decimal MaxDrawdownPercent { get; init; }

    /// <summary>Whether the drawdown limit also sells everything.</summary>
    public bool FlattenOnDrawdown { get; init; }

    /// <summary>After so many losing trades in a row entries pause; 0 for never.</summary>
    public int LossesInARow { get; init; }

    /// <summary>How long they pause.</summary>
    public TimeSpan LossPause { get; init; } = TimeSpan.FromHours(2);

    /// <summary>How long a symbol waits between two entries; zero for not at all.</summary>
    public TimeSpan EntryInterval { get; init; }

    /// <summary>Entries within any minute, over all symbols; 0 for any number.</summary>
    public int EntriesPerMinute { get; init; }

    /// <summary>How old the last price may be.</summary>
    public TimeSpan MaxPriceAge { get; init; } = TimeSpan.FromMinutes(2);

    public SizingMethod Sizing { get; init; } = SizingMethod.Share;

    /// <summary>Volatility sizing: the average range of a bar, in percent of the price, up to which an entry has its full size.</summary>
    public decimal TargetRangePercent { get; init; } = 4m;

    /// <summary>Unit sizing: what a move of one average range against the entry may cost.</summary>
    public decimal UnitRiskPercent { get; init; } = 1m;

    /// <summary>The bars of the average true range: their length and number.</summary>
    public TimeSpan RangeBar { get; init; } = TimeSpan.FromDays(1);

    public int RangeBars { get; init; } = 20;

    /// <summary>The share of the Kelly fraction of a strategy's own record that an entry may spend at most; 0 for off.</summary>
    public decimal KellyPercent { get; init; }

    /// <summary>Trades that a strategy's record must have before it caps anything.</summary>
    public int KellyTrades { get; init; } = 30;

    /// <summary>The venue's smallest order.</summary>
    public Money MinOrder { get; init; } = Money.Of(5_000m);

    /// <summary>The venue's largest order.</summary>
    public Money MaxOrder { get; init; } = Money.Of(1_000_000_000m);

    /// <summary>The venue's step of quantities.</summary>
    public Quantity LotStep { get; init; } = Quantity.FromUnits(1);

    /// <summary>What the venue takes of every trade; cash must cover it too.</summary>
    public FeeRate Fee { get; init; } = FeeRate.UpbitKrw;
}

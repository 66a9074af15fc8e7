using CoinPilot.Values;

namespace CoinPilot.Risk;

/// <summary>Every limit by its key, in the order in which it is shown. The one definition that configuration, schema and commands go by.</summary>
public static class RiskParameters
{
    public static IReadOnlyList<RiskParameter> All { get; } =
    [
        Percent("max_order_percent", 0.01m, 100m, "what an entry spends, and the most that one order may, of the day's reference equity",
            l => l.MaxOrderPercent, (l, v) => l with { MaxOrderPercent = v }),
        Percent("least_order_percent", 0m, 100m, "an entry may be cut to free cash and exposure, but not below this share of its size",
            l => l.LeastOrderPercent, (l, v) => l with { LeastOrderPercent = v }),
        Percent("max_symbol_exposure_percent", 0.01m, 1000m, "the most that one symbol's positions and open buys may be worth",
            l => l.MaxSymbolExposurePercent, (l, v) => l with { MaxSymbolExposurePercent = v }),
        Percent("max_total_exposure_percent", 0.01m, 1000m, "the most that all positions and open buys may be worth",
            l => l.MaxTotalExposurePercent, (l, v) => l with { MaxTotalExposurePercent = v }),
        Whole("max_positions", 0, 10_000, "positions at once, open buys counted; 0 for any number", l => l.MaxPositions, (l, v) => l with { MaxPositions = (int)v }),
        new("second_entry", 0, 3, true,
            "who may buy a symbol that is held: always anybody, other_strategy one that does not hold it, never nobody, same_strategy the one that alone holds it",
            l => (int)l.SecondEntry, (l, v) => l with { SecondEntry = (SecondEntry)(int)v }) { Names = ["always", "other_strategy", "never", "same_strategy"] },
        Percent("daily_loss_percent", 0m, 100m, "fall of equity below the day's first that ends entries for the UTC day, unrealised included; 0 for off",
            l => l.DailyLossPercent, (l, v) => l with { DailyLossPercent = v }),
        Whole("daily_entries", 0, 1_000_000, "entries a UTC day, over all symbols; 0 for any number", l => l.DailyEntries, (l, v) => l with { DailyEntries = (int)v }),
        Percent("max_drawdown_percent", 0m, 100m, "fall of equity below its peak that throws the kill switch, unrealised included; 0 for off",
            l => l.MaxDrawdownPercent, (l, v) => l with { MaxDrawdownPercent = v }),
        new("flatten_on_drawdown", 0, 1, true, "whether that also sells everything",
            l => l.FlattenOnDrawdown ? 1 : 0, (l, v) => l with { FlattenOnDrawdown = v > 0 }) { Names = ["false", "true"] },
        Whole("losses_in_a_row", 0, 1000, "losing trades after which entries pause; 0 for never", l => l.LossesInARow, (l, v) => l with { LossesInARow = (int)v }),
        Minutes("loss_pause_minutes", 0, 10_080, "how long they pause", l => l.LossPause, (l, v) => l with { LossPause = v }),
        Minutes("entry_interval_minutes", 0, 1440, "how long a symbol waits between two entries; 0 for not at all",
            l => l.EntryInterval, (l, v) => l with { EntryInterval = v }),
        Whole("entries_per_minute", 0, 1000, "entries within any minute of our own clock, over all symbols; 0 for any number",
            l => l.EntriesPerMinute, (l, v) => l with { EntriesPerMinute = (int)v }),
        new("max_price_age_seconds", 1, 86_400, true, "how old the last price may be",
            l => (decimal)l.MaxPriceAge.TotalSeconds, (l, v) => l with { MaxPriceAge = TimeSpan.FromSeconds((double)v) }),
        new("sizing", 0, 2, true, "what an entry's size follows: share of equity, volatility or turtle unit",
            l => (int)l.Sizing, (l, v) => l with { Sizing = (SizingMethod)(int)v }) { Names = ["share", "volatility", "unit"], IsReloadable = false },
        Percent("target_range_percent", 0.01m, 100m, "volatility sizing: average range, in percent of the price, up to which an entry has its full size",
            l => l.TargetRangePercent, (l, v) => l with { TargetRangePercent = v }),
        Percent("unit_risk_percent", 0.01m, 100m, "unit sizing: what a move of one average range may cost", l => l.UnitRiskPercent, (l, v) => l with { UnitRiskPercent = v }),
        Minutes("range_bar_minutes", 1, 1440, "length of the bars of the average range; it divides a day", l => l.RangeBar, (l, v) => l with { RangeBar = v }) with { IsReloadable = false },
        Whole("range_bars", 2, 1000, "number of those bars", l => l.RangeBars, (l, v) => l with { RangeBars = (int)v }) with { IsReloadable = false },
        Percent("kelly_percent", 0m, 100m, "share of the Kelly fraction of a strategy's own record that an entry may spend; 0 for off",
            l => l.KellyPercent, (l, v) => l with { KellyPercent = v }),
        Whole("kelly_trades", 1, 100_000, "trades that the record must have before it caps anything", l => l.KellyTrades, (l, v) => l with { KellyTrades = (int)v }),
        new("min_order", 0m, 1_000_000_000m, false, "the venue's smallest order, KRW", l => l.MinOrder.ToDecimal(), (l, v) => l with { MinOrder = Money.Of(v) }),
        new("max_order", 1m, 1_000_000_000_000m, false, "the venue's largest order, KRW", l => l.MaxOrder.ToDecimal(), (l, v) => l with { MaxOrder = Money.Of(v) }),
        new("lot_step", 0.00000001m, 100_000_000m, false, "the venue's step of quantities", l => l.LotStep.ToDecimal(), (l, v) => l with { LotStep = Quantity.Of(v) }),
        new("fee_percent", 0m, 10m, false, "what the venue takes of every trade", l => l.Fee.ToFraction() * 100m, (l, v) => l with { Fee = FeeRate.OfFraction(v / 100m) })
        {
            IsReloadable = false,
        },
    ];

    /// <summary>Null for a key that does not exist.</summary>
    public static RiskParameter? Find(string key) => All.FirstOrDefault(p => p.Key == key);

    private static RiskParameter Percent(
        string key, decimal minimum, decimal maximum, string meaning, Func<RiskLimits, decimal> read, Func<RiskLimits, decimal, RiskLimits> write) =>
        new(key, minimum, maximum, false, meaning, read, write);

    private static RiskParameter Whole(
        string key, int minimum, int maximum, string meaning, Func<RiskLimits, decimal> read, Func<RiskLimits, decimal, RiskLimits> write) =>
        new(key, minimum, maximum, true, meaning, read, write);

    private static RiskParameter Minutes(
        string key, int minimum, int maximum, string meaning, Func<RiskLimits, TimeSpan> read, Func<RiskLimits, TimeSpan, RiskLimits> write) =>
        new(key, minimum, maximum, true, meaning, l => (decimal)read(l).TotalMinutes, (l, v) => write(l, TimeSpan.FromMinutes((double)v)));
}

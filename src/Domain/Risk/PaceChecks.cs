using CoinPilot.Values;

namespace CoinPilot.Risk;

/// <summary>The last of the checks: how much was lost, and how often and how fast entries came.</summary>
public static class PaceChecks
{
    /// <summary>Null when all pass.</summary>
    public static Denial? Of(in AccountView account, RiskLimits limits)
    {
        if (account.IsDailyLossReached || IsDailyLoss(account.DayEquity, account.Equity, limits))
            return new Denial(RiskCode.DailyLoss, $"the day began with {account.DayEquity} KRW, {limits.DailyLossPercent} % of it may be lost until the UTC day ends");
        if (limits.DailyEntries > 0 && account.EntriesToday >= limits.DailyEntries)
            return new Denial(RiskCode.DailyEntries, $"{account.EntriesToday} entries today, {limits.DailyEntries} allowed");
        if (IsDrawdown(account.PeakEquity, account.Equity, limits))
            return new Denial(RiskCode.Drawdown, $"equity {account.Equity} KRW is {limits.MaxDrawdownPercent} % or more below {account.PeakEquity}");
        if (limits.LossesInARow > 0 && account.MarketTime < account.PausedUntil)
            return new Denial(RiskCode.LossPause, $"entries pause until {account.PausedUntil} after losses");
        if (account.LastEntryAt.IsSet && account.MarketTime - account.LastEntryAt < limits.EntryInterval)
            return new Denial(RiskCode.EntryInterval, $"the symbol's last entry was at {account.LastEntryAt}, {limits.EntryInterval.TotalMinutes:F0} minutes are between two");
        return limits.EntriesPerMinute > 0 && account.RecentEntries >= limits.EntriesPerMinute
            ? new Denial(RiskCode.OrderRate, $"{account.RecentEntries} entries within a minute, {limits.EntriesPerMinute} allowed")
            : null;
    }

    /// <summary>The highest equity that means the daily loss; null where nothing does.</summary>
    public static Money? DailyLossAt(Money dayEquity, RiskLimits limits) =>
        limits.DailyLossPercent > 0 && dayEquity > Money.Zero ? dayEquity - dayEquity.PercentDown(limits.DailyLossPercent) : null;

    /// <summary>The highest equity that means the drawdown; null where nothing does.</summary>
    public static Money? DrawdownAt(Money peak, RiskLimits limits) =>
        limits.MaxDrawdownPercent > 0 && peak > Money.Zero ? peak - peak.PercentDown(limits.MaxDrawdownPercent) : null;

    private static bool IsDailyLoss(Money dayEquity, Money equity, RiskLimits limits) => DailyLossAt(dayEquity, limits) is { } at && equity <= at;

    private static bool IsDrawdown(Money peak, Money equity, RiskLimits limits) => DrawdownAt(peak, limits) is { } at && equity <= at;
}

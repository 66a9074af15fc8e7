using CoinPilot.Values;

namespace CoinPilot.Risk;

/// <summary>The figures behind the checks of <see cref="RiskChecks"/>, taken once an order has passed, for the journal.</summary>
public static class RiskFigures
{
    /// <summary>What the symbol's own checks held against each other.</summary>
    public static ValueList<RiskFigure> OfSymbol(in OrderProposal order, in MarketView market, RiskLimits limits, Timestamp now)
    {
        List<RiskFigure> figures = [];
        if (!order.IsReduction && market.LastPrice.IsSet)
            figures.Add(new RiskFigure(RiskCheck.PriceAge, Millis(now - market.LastPriceAt), Millis(limits.MaxPriceAge)));
        figures.Add(new RiskFigure(RiskCheck.Minimum, order.Value.Units, limits.MinOrder.Units));
        figures.Add(new RiskFigure(RiskCheck.Maximum, order.Value.Units, limits.MaxOrder.Units));
        return ValueList<RiskFigure>.Of(figures);
    }

    /// <summary>What the checks of an addition held against each other.</summary>
    public static ValueList<RiskFigure> OfAddition(in OrderProposal whole, Money extra, in AccountView account, RiskLimits limits) => ValueList<RiskFigure>.Of(
    [
        new(RiskCheck.Minimum, whole.Value.Units, limits.MinOrder.Units),
        new(RiskCheck.Maximum, whole.Value.Units, limits.MaxOrder.Units),
        .. Sizes(extra, whole.Value, account, limits),
    ]);

    /// <summary>What the checks against the account held against each other.</summary>
    public static ValueList<RiskFigure> OfAccount(in OrderProposal order, in AccountView account, RiskLimits limits)
    {
        List<RiskFigure> figures = [.. Sizes(order.Value, order.Value, account, limits)];
        if (limits.MaxPositions > 0)
            figures.Add(new RiskFigure(RiskCheck.Positions, account.Positions + 1, limits.MaxPositions));
        AddPace(figures, account, limits);
        return ValueList<RiskFigure>.Of(figures);
    }

    private static RiskFigure[] Sizes(Money value, Money whole, in AccountView account, RiskLimits limits) =>
    [
        new(RiskCheck.Cash, (value + value.FeeDown(limits.Fee)).Units, account.FreeCash.Units),
        new(RiskCheck.OrderSize, whole.Units, account.ReferenceEquity.PercentDown(limits.MaxOrderPercent).Units),
        new(RiskCheck.SymbolExposure, (account.SymbolExposure + value).Units, account.ReferenceEquity.PercentDown(limits.MaxSymbolExposurePercent).Units),
        new(RiskCheck.TotalExposure, (account.Exposure + value).Units, account.ReferenceEquity.PercentDown(limits.MaxTotalExposurePercent).Units),
    ];

    private static void AddPace(List<RiskFigure> figures, in AccountView account, RiskLimits limits)
    {
        if (PaceChecks.DailyLossAt(account.DayEquity, limits) is { } loss)
            figures.Add(new RiskFigure(RiskCheck.DailyLoss, account.Equity.Units, loss.Units));
        if (limits.DailyEntries > 0)
            figures.Add(new RiskFigure(RiskCheck.DailyEntries, account.EntriesToday + 1, limits.DailyEntries));
        if (PaceChecks.DrawdownAt(account.PeakEquity, limits) is { } floor)
            figures.Add(new RiskFigure(RiskCheck.Drawdown, account.Equity.Units, floor.Units));
        if (account.LastEntryAt.IsSet && limits.EntryInterval > TimeSpan.Zero)
            figures.Add(new RiskFigure(RiskCheck.EntryInterval, Millis(account.MarketTime - account.LastEntryAt), Millis(limits.EntryInterval)));
        if (limits.EntriesPerMinute > 0)
            figures.Add(new RiskFigure(RiskCheck.OrderRate, account.RecentEntries + 1, limits.EntriesPerMinute));
    }

    private static long Millis(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMillisecond;
}

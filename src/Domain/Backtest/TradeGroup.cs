namespace CoinPilot.Backtest;

/// <summary>The trades that have something in common.</summary>
/// <param name="Key">What they have in common: a strategy's name, a symbol, a month like 2025-09, a rule.</param>
public sealed record TradeGroup(string Key, TradeStatistics Statistics)
{
    /// <summary>In the order of their names.</summary>
    public static IReadOnlyList<TradeGroup> ByStrategy(IEnumerable<RoundTrip> trades) => By(trades, t => t.Strategy);

    /// <summary>In the order of their codes.</summary>
    public static IReadOnlyList<TradeGroup> BySymbol(IEnumerable<RoundTrip> trades) => By(trades, t => t.Symbol.Code);

    /// <summary>By the UTC month in which they ended, oldest first; the open ones come last.</summary>
    public static IReadOnlyList<TradeGroup> ByMonth(IEnumerable<RoundTrip> trades) =>
        By(trades, t => t.IsOpen ? ReasonPattern.StillOpen : CalendarMonth.Of(t.ExitTime).ToString());

    /// <summary>By the rule that ended them, see <see cref="RoundTrip.ExitRule"/>; the most frequent first.</summary>
    public static IReadOnlyList<TradeGroup> ByExitRule(IEnumerable<RoundTrip> trades) =>
        [.. By(trades, t => t.ExitRule).OrderByDescending(g => g.Statistics.Trades)];

    private static IReadOnlyList<TradeGroup> By(IEnumerable<RoundTrip> trades, Func<RoundTrip, string> key) =>
        [.. trades.GroupBy(key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new TradeGroup(g.Key, TradeStatistics.Of([.. g])))];
}

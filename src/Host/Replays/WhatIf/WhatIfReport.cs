using System.Globalization;
using CoinPilot.Values;

namespace CoinPilot.App.Replays.WhatIf;

/// <summary>A trade as text; exact numbers are strings, times UTC. <paramref name="ClosedAt"/>, exit and profit are null while it is open.</summary>
internal sealed record TradeModel(string OpenedAt, string? ClosedAt, string Quantity, string Entry, string? Exit, string Fees, string? Profit)
{
    public static TradeModel? Of(ReplayedTrade? t) => t is null ? null : new TradeModel(
        t.OpenedAt.ToString(), t.ClosedAt.IsSet ? t.ClosedAt.ToString() : null, t.Quantity.ToString(), Text(t.Entry), t.Exit == 0 ? null : Text(t.Exit),
        t.Fees.ToString(), t.Profit?.ToString());

    private static string Text(decimal value) => (value / 1.000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);
}

/// <summary><paramref name="Match"/>: same, changed, only recorded, only replayed.</summary>
internal sealed record TradeDifference(string Match, string Symbol, string Strategy, TradeModel? Recorded, TradeModel? Replayed);

/// <summary>One side's sums: trades, those that are closed, and what these earned after fees.</summary>
internal sealed record TradeTotals(int Trades, int Closed, string Fees, string Profit)
{
    public static TradeTotals Of(IEnumerable<ReplayedTrade> trades)
    {
        ReplayedTrade[] all = [.. trades];
        return new TradeTotals(
            all.Length, all.Count(t => t.Profit is not null), all.Aggregate(Money.Zero, static (sum, t) => sum + t.Fees).ToString(), ProfitOf(all).ToString());
    }

    public static Money ProfitOf(IEnumerable<ReplayedTrade> trades) => trades.Aggregate(Money.Zero, static (sum, t) => sum + (t.Profit ?? Money.Zero));
}

/// <summary>What a replay with changed parameters came to, trade by trade.</summary>
/// <param name="AnsweredAsRecorded">Orders of the same terms at the same time, which got the venue's own answers.</param>
/// <param name="AnsweredByModel">Orders that the matching model answered.</param>
/// <param name="ProfitDifference">Replayed less recorded, of closed trades.</param>
internal sealed record WhatIfReport(
    string StartedAt, string From, string? To, IReadOnlyList<TradeDifference> Trades, TradeTotals Recorded, TradeTotals Replayed, string ProfitDifference,
    long AnsweredAsRecorded, long AnsweredByModel)
{
    public static string NameOf(TradeMatch match) => match switch
    {
        TradeMatch.Same => "same",
        TradeMatch.Changed => "changed",
        TradeMatch.OnlyRecorded => "only recorded",
        _ => "only replayed",
    };
}

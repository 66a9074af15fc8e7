using CoinPilot.Values;

namespace CoinPilot.Backtest;

/// <summary>
/// What came of some trades. A trade counts once it has ended; those still open are counted apart, but for fees, slippage and what was traded.
/// A win has a net profit above zero, a loss one below. What cannot be computed is NaN or null: docs/statistics.md.
/// </summary>
/// <param name="Trades">That have ended.</param>
/// <param name="Open">That have not.</param>
/// <param name="Gross">Of ended trades, before fees.</param>
/// <param name="Net">Of ended trades.</param>
/// <param name="OpenNet">Of open trades, at their last prices.</param>
/// <param name="Fees">Of all trades.</param>
/// <param name="Slippage">Of all trades; positive is worse than decided.</param>
/// <param name="Traded">Bought and sold, of all trades.</param>
/// <param name="WinRate">Wins by trades, 0 to 1.</param>
/// <param name="ProfitFactor">What wins made by what losses lost.</param>
/// <param name="Expectancy">Net profit by trades.</param>
/// <param name="AverageLoss">Below zero.</param>
public sealed record TradeStatistics(
    int Trades, int Open, int Wins, int Losses, Money Gross, Money Net, Money OpenNet, Money Fees, Money Slippage, Money Traded,
    double WinRate, double ProfitFactor, Money? Expectancy, Money? AverageWin, Money? AverageLoss, int LongestWinStreak, int LongestLossStreak)
{
    public static TradeStatistics Of(IReadOnlyCollection<RoundTrip> trades)
    {
        RoundTrip[] ended = [.. trades.Where(t => !t.IsOpen).OrderBy(t => t.ExitTime).ThenBy(t => t.Symbol).ThenBy(t => t.Strategy, StringComparer.Ordinal)];
        Money[] wins = [.. ended.Select(t => t.Net).Where(n => n > Money.Zero)], losses = [.. ended.Select(t => t.Net).Where(n => n < Money.Zero)];
        Money won = Sum(wins), lost = Sum(losses), net = won + lost;
        return new TradeStatistics(
            ended.Length, trades.Count - ended.Length, wins.Length, losses.Length,
            Sum(ended.Select(t => t.Gross)), net, Sum(trades.Where(t => t.IsOpen).Select(t => t.Net)),
            Sum(trades.Select(t => t.Fees)), Sum(trades.Select(t => t.Slippage)), Sum(trades.Select(t => t.Bought + t.Sold)),
            ended.Length == 0 ? double.NaN : (double)wins.Length / ended.Length,
            losses.Length == 0 ? double.NaN : won.ToDouble() / -lost.ToDouble(),
            Mean(net, ended.Length), Mean(won, wins.Length), Mean(lost, losses.Length),
            LongestStreak(ended, n => n > Money.Zero), LongestStreak(ended, n => n < Money.Zero));
    }

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, m) => sum + m);

    // Cut to 1e-8 toward zero.
    private static Money? Mean(Money sum, int count) => count == 0 ? null : new Money(sum.Units / count);

    private static int LongestStreak(RoundTrip[] ended, Predicate<Money> counts)
    {
        int longest = 0, run = 0;
        foreach (RoundTrip trade in ended)
        {
            run = counts(trade.Net) ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        return longest;
    }
}

using CoinPilot.Backtest;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

/// <summary>What holds for the trades and the curve of any account that buys and sells at random.</summary>
public sealed class StatisticsPropertyTests
{
    private const int Runs = 200;

    // Amounts of money; all others have none in them.
    private static readonly string[] Scaled = ["expectancy", "average_win", "average_loss", "fees", "slippage", "final_equity"];

    [Fact]
    public void Nets_OfAllTrades_AddUpToWhatTheAccountGained() => Property.Holds(Runs, random =>
    {
        Account account = Account.Of(random, scale: 1);

        Money net = account.Trades.Aggregate(Money.Zero, (sum, t) => sum + t.Net);

        // Open trades are valued one by one, the account in one sum: each value is cut to 1e-8.
        Assert.InRange((account.Curve.End.Equity - account.Curve.Start.Equity - net).Units, -account.Trades.Count, account.Trades.Count);
    });

    [Fact]
    public void Figures_OfAnyRun_LieInTheirRanges() => Property.Holds(Runs, random =>
    {
        BacktestStatistics s = Account.Of(random, scale: 1).Statistics;

        Assert.InRange(s.Of("max_drawdown"), 0, 1);
        Assert.InRange(s.Of("exposure"), 0, 1);
        Assert.True(double.IsNaN(s.Of("win_rate")) || s.Of("win_rate") is >= 0 and <= 1);
        Assert.True(double.IsNaN(s.Of("profit_factor")) || s.Of("profit_factor") >= 0);
        Assert.True(double.IsNaN(s.Of("average_loss")) || s.Of("average_loss") < 0);
        Assert.True(double.IsNaN(s.Of("average_win")) || s.Of("average_win") > 0);
        Assert.True(s.Of("return") > -1 && s.Of("turnover") >= 0 && s.Of("fees") >= 0);
        Assert.InRange(s.Of("longest_win_streak") + s.Of("longest_loss_streak"), 0, s.Of("trades"));
        Assert.InRange(s.Of("max_drawdown_days"), 0, Account.Hours / 24d);
        Assert.True(s.Of("max_drawdown") > 0 == s.Of("max_drawdown_days") > 0);
    });

    [Fact]
    public void Figures_OfTwiceTheMoney_AreTheSameRatiosAndTwiceTheAmounts() => Property.Holds(Runs, random =>
    {
        int seed = random.Next();
        BacktestStatistics once = Account.Of(new Random(seed), scale: 1).Statistics, twice = Account.Of(new Random(seed), scale: 2).Statistics;

        Assert.All(BacktestStatistics.Metrics, metric =>
        {
            double expected = once.Of(metric) * (Scaled.Contains(metric) ? 2 : 1), actual = twice.Of(metric);
            Assert.True(double.IsNaN(expected) ? double.IsNaN(actual) : Math.Abs(actual - expected) <= 1e-6 * Math.Max(1, Math.Abs(expected)), $"{metric}: {expected:R}, {actual:R}");
        });
    });

    [Fact]
    public void Groups_OfAnyKind_AddUpToAllTrades() => Property.Holds(Runs, random =>
    {
        IReadOnlyList<RoundTrip> trades = Account.Of(random, scale: 1).Trades;
        TradeStatistics all = TradeStatistics.Of([.. trades]);

        Assert.All([TradeGroup.ByStrategy(trades), TradeGroup.BySymbol(trades), TradeGroup.ByMonth(trades), TradeGroup.ByExitRule(trades)], groups =>
        {
            Assert.Equal((all.Trades, all.Open, all.Wins), (groups.Sum(g => g.Statistics.Trades), groups.Sum(g => g.Statistics.Open), groups.Sum(g => g.Statistics.Wins)));
            Assert.Equal(all.Net + all.OpenNet, groups.Aggregate(Money.Zero, (sum, g) => sum + g.Statistics.Net + g.Statistics.OpenNet));
            Assert.Equal(all.Fees, groups.Aggregate(Money.Zero, (sum, g) => sum + g.Statistics.Fees));
        });
    });
}

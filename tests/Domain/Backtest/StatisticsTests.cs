using CoinPilot.Backtest;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

/// <summary>Figures small enough to be worked out by hand, and what is undefined.</summary>
public sealed class StatisticsTests
{
    [Fact]
    public void Trades_OfTwoWinsAndTwoLosses_GiveTheirRatiosAndStreaks()
    {
        Fills fills = new();
        foreach ((int i, decimal exit) in new[] { 110m, 130m, 90m, 80m, 100m }.Index())
        {
            fills.Buy(1, 100, 10 * i);
            fills.Sell(1, exit, 10 * i + 5);
        }
        fills.Buy(1, 100, 60);

        TradeStatistics s = TradeStatistics.Of(fills.Trades(mark: 107).ToList());

        Assert.Equal((5, 1, 2, 2), (s.Trades, s.Open, s.Wins, s.Losses));
        Assert.Equal((0.4, 40d / 30), (s.WinRate, s.ProfitFactor));
        Assert.Equal((Money.Of(2), Money.Of(20), Money.Of(-15)), (s.Expectancy, s.AverageWin, s.AverageLoss));
        Assert.Equal((2, 2), (s.LongestWinStreak, s.LongestLossStreak));
        Assert.Equal((Money.Of(10), Money.Of(7)), (s.Net, s.OpenNet));
    }

    [Fact]
    public void Trades_ThatAreNone_HaveNoRatios()
    {
        BacktestStatistics s = BacktestStatistics.Of([], Curve(100, 100));

        Assert.All((string[])["win_rate", "profit_factor", "expectancy", "average_win", "average_loss"], metric => Assert.True(double.IsNaN(s.Of(metric)), metric));
        Assert.All((string[])["trades", "fees", "slippage", "exposure", "turnover", "longest_win_streak"], metric => Assert.Equal(0, s.Of(metric)));
    }

    [Fact]
    public void Curve_ThatNeverMoves_HasNoRatios()
    {
        ReturnStatistics s = ReturnStatistics.Of(Curve([.. Enumerable.Repeat(100m, 72)]));

        Assert.Equal((0, 0, 0, 0), (s.Return, s.Volatility, s.MaxDrawdown, s.MaxDrawdownDays));
        Assert.All([s.Sharpe, s.Sortino, s.Calmar], ratio => Assert.True(double.IsNaN(ratio)));
    }

    [Fact]
    public void Curve_OfLessThanADay_HasNoYearlyGrowth() => Assert.True(double.IsNaN(ReturnStatistics.Of(Curve(100, 101, 102)).Cagr));

    [Fact]
    public void Days_OfHourlyPoints_EndAtMidnightAndAtTheEnd()
    {
        EquityCurve curve = Curve([.. Enumerable.Range(0, 60).Select(hour => 100m + hour)]);

        Assert.Equal([124m, 148m, 159m], curve.Days().Select(p => p.Equity.ToDecimal()));
        Assert.Equal([0.24, 148d / 124 - 1, 159d / 148 - 1], ReturnStatistics.DailyReturns(curve));
    }

    [Fact]
    public void Drawdowns_OfTwoFalls_HaveTheirDepthAndLength()
    {
        EquityCurve curve = Curve(100, 110, 99, 105, 110, 120, 60, 90);

        Assert.Equal([(1, 2, 4, 0.1, 3d), (5, 6, -1, 0.5, 2d)], curve.Drawdowns.Select(d => (
            HourOf(d.Peak), HourOf(d.Trough), d.Recovered.IsSet ? HourOf(d.Recovered) : -1, d.Depth, d.Length.TotalHours)));
        Assert.Equal(0.5, curve.DeepestDrawdown!.Depth);
    }

    [Fact]
    public void Months_OfACurve_EndWithTheirLastInstant()
    {
        EquityCurve curve = new([Point(0, 100), Point(30 * 24, 130), Point(30 * 24 + 1, 140)], 0);

        Assert.Equal([130m, 140m], curve.Months().Select(p => p.Equity.ToDecimal()));
        Assert.Equal(new CalendarMonth(2025, 9), CalendarMonth.OfEnd(Timestamp.Utc(2025, 10, 1)));
    }

    [Fact]
    public void Exposure_OfTradesThatOverlap_CountsTheirTimeOnce()
    {
        Fills fills = new();
        fills.Buy(1, 100, 0, strategy: "one");
        fills.Buy(1, 100, 30, strategy: "two");
        fills.Sell(1, 100, 60, strategy: "one");
        fills.Sell(1, 100, 90, strategy: "two");
        fills.Buy(1, 100, 150, strategy: "one");

        BacktestStatistics s = BacktestStatistics.Of(fills.Trades().ToList(), Curve(100, 100, 100, 100));

        Assert.Equal((90 + 30) / 180d, s.Exposure);
    }

    [Fact]
    public void Benchmark_OfTwoSymbols_BuysEqualPartsWithTheFeeAndKeepsTheRestAsCash()
    {
        HoldBenchmark benchmark = new(Money.Of(2_001_000), new FeeRate(500), 2);
        benchmark.Buy(0, Price.Of(1_000));

        Assert.Equal((false, true), (benchmark.Wants(0), benchmark.Wants(1)));
        // A part of 1,000,500 buys 1,000,000 and pays 500 for it.
        Assert.Equal(Money.Of(1_000_500 + 1_100_000), benchmark.Value([Price.Of(1_100), Price.None]));
    }

    [Fact]
    public void Metric_ThatDoesNotExist_IsNamedWithThoseThatDo()
    {
        BacktestStatistics s = BacktestStatistics.Of([], Curve(100, 100));

        Assert.Contains("'sharp'", Assert.Throws<ArgumentException>(() => s.Of("sharp")).Message, StringComparison.Ordinal);
        Assert.Equal(23, BacktestStatistics.Metrics.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Groups_OfTrades_HaveThemAllOnce()
    {
        Fills fills = new();
        fills.Buy(1, 100, 0, strategy: "b");
        fills.Sell(1, 110, 5, reason: "stop 1", strategy: "b");
        fills.Buy(1, 100, 10, strategy: "a");
        fills.Sell(1, 90, 60 * 24 * 30, reason: "stop 2", strategy: "a");
        fills.Buy(1, 100, 60 * 24 * 31, strategy: "a");
        IReadOnlyList<RoundTrip> trades = fills.Trades();

        Assert.Equal(["a", "b"], TradeGroup.ByStrategy(trades).Select(g => g.Key));
        Assert.Equal(["2025-09", "2025-10", "still open"], TradeGroup.ByMonth(trades).Select(g => g.Key));
        Assert.Equal([("stop …", 2), ("still open", 0)], TradeGroup.ByExitRule(trades).Select(g => (g.Key, g.Statistics.Trades)));
        Assert.Equal(["KRW-BTC"], TradeGroup.BySymbol(trades).Select(g => g.Key));
    }

    private static int HourOf(Timestamp time) => (int)(time - Fills.Start).TotalHours;

    private static EquityPoint Point(int hour, decimal equity) => new(Fills.Start + TimeSpan.FromHours(hour), Money.Of(equity), Money.Zero, Money.Of(equity));

    private static EquityCurve Curve(params decimal[] hours)
    {
        EquityPoint[] points = [.. hours.Select((equity, hour) => Point(hour, equity))];
        return new EquityCurve(points, new EquityCurve(points, 0).DeepestDrawdown?.Depth ?? 0);
    }
}

using CoinPilot.Backtest;
using CoinPilot.MarketData;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

/// <summary>Trades, equity and statistics of whole backtests agree with each other and with the account.</summary>
public sealed class BacktestResultTests
{
    public static TheoryData<string> Strategies => [.. StrategyCatalog.All.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Trades_OfEachStrategy_AddUpToTheAccount(string strategy)
    {
        TestRun run = Run(strategy);

        Assert.NotEmpty(run.Result.Trades);
        Money net = Sum(run.Result.Trades, t => t.Net);
        // What is held is valued together by the account and by trade here: each is cut to 1e-8.
        Assert.InRange((run.Result.FinalEquity - Money.Of(TestRun.Cash) - net).Units, 0, run.Result.Trades.Count(t => t.IsOpen));
        Assert.Equal(run.Result.Fees, Sum(run.Result.Trades, t => t.Fees));
        Assert.Equal(
            run.Result.Lines.Select(l => (l.Symbol, l.Held)).GroupBy(l => l.Symbol, l => l.Held).Select(g => g.Aggregate(Quantity.Zero, (a, b) => a + b)),
            run.Result.Lines.Select(l => l.Symbol).Distinct().Select(s => run.Result.Trades.Where(t => t.Symbol == s).Aggregate(Quantity.Zero, (a, t) => a + t.Held)));
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Equity_OfEachStrategy_IsSampledAtEveryHour(string strategy)
    {
        TestRun run = Run(strategy);
        EquityCurve curve = run.Result.Equity;

        Assert.Equal(SyntheticSeries.Start, curve.Start.Time);
        Assert.Equal(run.Result.To, curve.End.Time);
        Assert.Equal(Money.Of(TestRun.Cash), curve.Start.Equity);
        Assert.Equal(run.Result.FinalEquity, curve.End.Equity);
        Assert.Equal(
            Enumerable.Range(0, 10 * 24).Select(hour => SyntheticSeries.Start + TimeSpan.FromHours(hour)),
            curve.Points.Take(10 * 24).Select(p => p.Time));
        Assert.True(curve.DeepestDrawdown!.Depth <= curve.MaxDrawdown + 1e-12);
        Assert.Equal(run.Result.MaxDrawdownPercent / 100, curve.MaxDrawdown);
        Assert.All(curve.Points, p => Assert.True(p.Invested >= Money.Zero && p.Equity >= p.Invested));
    }

    [Fact]
    public void Benchmark_OfOneSymbol_IsBuyingAtTheFirstOpeningAndHolding()
    {
        var candles = SyntheticSeries.Make(42, 14_400);
        EquityCurve curve = TestRun.Of(TestRun.MovingAverages, candles).Result.Equity;

        decimal growth = candles[^1].Close.ToDecimal() / candles[0].Open.ToDecimal();
        Assert.Equal(TestRun.Cash / 1.0005m * growth, curve.End.Benchmark.ToDecimal(), 2);
        Assert.Equal(Money.Of(TestRun.Cash), curve.Start.Benchmark);
    }

    [Fact]
    public void Equity_WhereCandlesAreMissing_HasEveryHourAtThePricesBefore()
    {
        Candle[] candles = SyntheticSeries.Make(42, 2_880);
        Timestamp from = SyntheticSeries.Start + TimeSpan.FromMinutes(1_210), to = SyntheticSeries.Start + TimeSpan.FromMinutes(1_650);
        StrategyChoice hold = StrategyCatalog.Choose("buy-and-hold", new Dictionary<string, string>());

        EquityCurve curve = TestRun.Of(hold, [.. candles.Where(c => c.OpenTime < from || c.OpenTime >= to)]).Result.Equity;

        Assert.Equal(Enumerable.Range(0, 48).Select(hour => SyntheticSeries.Start + TimeSpan.FromHours(hour)), curve.Points.Take(48).Select(p => p.Time));
        // The gap lasts from 20:10 to 03:30.
        Assert.Single(curve.Points.Skip(21).Take(7).Select(p => p.Equity).Distinct());
        Assert.NotEqual(curve.Points[21].Equity, curve.Points[28].Equity);
    }

    [Fact]
    public void Benchmark_OfASymbolThatBeginsLater_WaitsAsCashUntilItsFirstPrice()
    {
        Candle[] early = SyntheticSeries.Make(1, 2_880), late = [.. SyntheticSeries.Make(2, 2_880, 900).Skip(1_000)];

        EquityCurve curve = TestRun.Of(TestRun.MovingAverages, early, late).Result.Equity;

        int begins = curve.Points.ToList().FindIndex(p => p.Time > late[0].OpenTime);
        Price bought = late.Last(c => c.OpenTime < curve.Points[begins].Time).Close;
        decimal part = TestRun.Cash / 2 / 1.0005m;
        Assert.Equal(
            part * early[^1].Close.ToDecimal() / early[0].Open.ToDecimal() + part * late[^1].Close.ToDecimal() / bought.ToDecimal(), curve.End.Benchmark.ToDecimal(), 1);
    }

    private static TestRun Run(string strategy) => TestRun.Of(
        StrategyCatalog.Choose(strategy, strategy == "turtle" ? new Dictionary<string, string> { ["minutes"] = "60" } : []),
        SyntheticSeries.Make(1, 14_400), SyntheticSeries.Make(2, 14_400, 900));

    private static Money Sum(IEnumerable<RoundTrip> trades, Func<RoundTrip, Money> amount) => trades.Aggregate(Money.Zero, (sum, t) => sum + amount(t));
}

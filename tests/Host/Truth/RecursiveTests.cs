using System.Globalization;
using System.Text.Json;
using CoinPilot.Actors.Backtest;
using CoinPilot.App.Backtests;
using CoinPilot.App.Backtests.Truth;
using CoinPilot.App.OwnStrategies;
using CoinPilot.MarketData;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Tests.Backtest;
using CoinPilot.Tests.Processes;
using CoinPilot.Tests.Runs;
using CoinPilot.Tests.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Truth;

public sealed class RecursiveTests
{
    private static readonly Symbol Btc = Symbol.Parse("KRW-BTC");

    private static readonly Candle[] Candles = SyntheticSeries.Make(seed: 5, 6_000);

    private static Timestamp From => Candles[4_500].OpenTime;

    [Fact]
    public async Task Average_ThatNeverForgets_DeviatesByWhatTheFormulaGives()
    {
        RecursiveStrategy found = await CheckAsync(Hasty(200));

        RecursiveRun declared = found.Runs.Single(r => r.History == 200);
        Assert.Equal(GreatestDeviation(history: 200), declared.Deviations["close: against"], 12);
        Assert.Equal(0, declared.Deviations["close"]);
        Assert.True(declared.Deviations["close: against"] > found.Runs.Single(r => r.History == 400).Deviations["close: against"]);
    }

    [Fact]
    public async Task Strategy_ThatDeclaresTooLittle_IsNotCleanAndToldWhatWouldDo()
    {
        RecursiveStrategy hasty = await CheckAsync(Hasty(5), fewerDays: [1, 2]), patient = await CheckAsync(Hasty(1_500));

        Assert.False(hasty.IsClean);
        Assert.NotNull(hasty.Runs.Single(r => r.History == 5).First);
        Assert.Equal([1, 2, 5, 10, 4_500 - 2 * Recursive.Day, 4_500 - Recursive.Day], hasty.Runs.Select(r => r.History));
        Assert.Equal(4_500 - 2 * Recursive.Day, hasty.Least);
        Assert.True(patient.IsClean, patient.Runs.Single(r => r.History == 1_500).First?.ToString());
    }

    [Theory]
    [InlineData("ma-cross")]
    [InlineData("mean-reversion")]
    [InlineData("turtle")]
    public async Task ShippedStrategy_OnARealFile_DeclaresEnough(string name)
    {
        CandleSeries real = CandleFiles.Read([RealData.RequireCandleFiles().Single(f => Path.GetFileName(f).StartsWith("ETH", StringComparison.Ordinal))], symbol: null).Series[0];
        Candle[] days = [.. real.Candles.Take(8 * Recursive.Day)];

        RecursiveStrategy found = await new Recursive(DecisionList.OfAsync).CheckAsync(
            Unskipping(QuickSettings.Of(name)), [new CandleSeries(Btc, days)], Options with { TradeFrom = days[5 * Recursive.Day].OpenTime }, [1, 2], TestContext.Current.CancellationToken);

        Assert.True(found.Orders > 2, $"{found.Orders} orders");
        Assert.True(found.IsClean, found.Runs.Single(r => r.History == found.Declared).First?.ToString());
        Assert.True(found.Runs[0].Silent > 0 || found.Runs[0].Deviations.Values.Any(d => d > 0), "a quarter of its warm-up is all that it needs");
    }

    [Fact]
    public async Task Recursive_OfAUsersStrategies_ExitsOneWhereOneBeginsTooEarly()
    {
        using RunFixture runs = new();

        (int tooShort, string output, string _) = await AnalyzeAsync(runs, "--strategy", "hasty", "ma-cross", "--json");
        (int enough, string text, string _) = await AnalyzeAsync(runs, "--strategy", "ma-cross", "--set", "fast=3", "slow=8");
        (int tooFew, string _, string errors) = await AnalyzeAsync(runs, "--strategy", "volatility-breakout");

        Assert.Equal((1, 0, 2), (tooShort, enough, tooFew));
        JsonElement report = JsonDocument.Parse(output).RootElement;
        Assert.Equal([false, true], report.GetProperty("strategies").EnumerateArray().Select(s => s.GetProperty("isClean").GetBoolean()));
        Assert.Contains("least history with the same decisions: ", text, StringComparison.Ordinal);
        Assert.Contains("'volatility-breakout' declares 2880 candles of history, and before 2025-09-01T05:00:00.000Z there are 300", errors, StringComparison.Ordinal);
    }

    private static BacktestOptions Options => new(Money.Of(10_000_000m), [], RiskLimits.SizesOnly);

    // What a turtle skips hangs on how its last break ended, however long ago that was: no warm-up is enough for that.
    private static StrategyChoice Unskipping(StrategyChoice choice) => choice.Descriptor.Name != "turtle" ? choice : choice.Descriptor.Choose(
        choice.Settings.Values.ToDictionary(v => v.Key, v => v.Key == "s1.skip" ? "0" : v.Value.ToString(CultureInfo.InvariantCulture)));

    private static StrategyChoice Hasty(int warmUp) => StrategyCatalog.Choose(
        StrategyFolder.Load(RunFixture.Tricky[1], StrategyCatalog.All), "hasty", new Dictionary<string, string> { ["warmUp"] = $"{warmUp}" });

    private static Task<RecursiveStrategy> CheckAsync(StrategyChoice choice, params int[] fewerDays) => new Recursive(DecisionList.OfAsync).CheckAsync(
        choice, [new CandleSeries(Btc, Candles)], Options with { TradeFrom = From }, fewerDays, TestContext.Current.CancellationToken);

    private static Task<(int Code, string Output, string Errors)> AnalyzeAsync(RunFixture runs, params string[] more) =>
        CoinPilotProcess.RunAsync(["analyze", "recursive", "--candles", runs.Candles, .. RunFixture.Tricky, .. more]);

    // The average begun with all candles against the one begun so many before; closed form: a weight of 0.99 to the power of the age of each close.
    private static double GreatestDeviation(int history) => Enumerable.Range(4_500, 1_500).Where(i => i < Candles.Length).Max(i =>
    {
        double whole = Average(0, i), less = Average(4_500 - history, i);
        return Math.Abs(whole - less) / Math.Max(whole, less);
    });

    private static double Average(int first, int last)
    {
        double sum = Math.Pow(0.99, last - first) * Candles[first].Close.ToDouble();
        for (int i = first + 1; i <= last; i++)
            sum += 0.01 * Math.Pow(0.99, last - i) * Candles[i].Close.ToDouble();
        return sum;
    }
}

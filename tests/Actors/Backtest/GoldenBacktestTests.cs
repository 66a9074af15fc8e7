using CoinPilot.Actors.Backtest;
using CoinPilot.MarketData;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

/// <summary>
/// Statistics and order hashes that a change must not move unnoticed. Where one is meant to move them, the failure prints the new line.
/// </summary>
public sealed class GoldenBacktestTests
{
    private static readonly string[] Coins = ["BTC", "ETH", "SOL", "XRP", "DOGE"];

    private static readonly Dictionary<string, string> Hourly = new() { ["minutes"] = "60" };
    private static readonly Dictionary<string, string> NoSettings = [];

    public static TheoryData<string> Strategies => [.. StrategyCatalog.All.Select(d => d.Name)];

    public static TheoryData<string, string> RealRuns => [.. Coins.SelectMany(_ => StrategyCatalog.All, (coin, d) => (coin, d.Name))];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Backtest_OfASyntheticMonth_GivesTheGoldenResult(string strategy) => AssertGolden(
        "synthetic.txt", $"{strategy}", TestRun.Of(Choice(strategy), SyntheticSeries.Make(42, 30 * 24 * 60)));

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Backtest_OfThreeSyntheticSymbols_GivesTheGoldenResult(string strategy) => AssertGolden(
        "synthetic.txt", $"{strategy}/3", TestRun.Of(
            Choice(strategy), SyntheticSeries.Make(1, 14_400), SyntheticSeries.Make(2, 14_400, 900), SyntheticSeries.Make(3, 14_400, 1_500_000)));

    [Theory]
    [MemberData(nameof(RealRuns))]
    public void Backtest_OfRealCandles_GivesTheGoldenResult(string coin, string strategy)
    {
        string? path = RealCandles.Find(coin);
        Assert.SkipWhen(path is null, $"shared/data has no candles of {coin} on this machine");
        Candle[] candles = RealCandles.Read(path!);

        Assert.InRange(candles.Length, 47_000, 48_000);
        TestRun run = TestRun.Of(Choice(strategy), candles);
        AssertGolden("real.txt", $"{coin}/{strategy}", run);
        Assert.Equal(run.Result.ResultHash, TestRun.Of(Choice(strategy), candles).Result.ResultHash);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Backtest_UnderTheUsualModels_GivesTheGoldenResult(string strategy) => AssertGolden(
        "usual.txt", strategy, Usual([Choice(strategy)], RiskLimits.SizesOnly, [SyntheticSeries.Make(42, 30 * 24 * 60)]));

    [Theory]
    [MemberData(nameof(RealRuns))]
    public void Backtest_OfRealCandlesUnderTheUsualModels_GivesTheGoldenResult(string coin, string strategy)
    {
        string? path = RealCandles.Find(coin);
        Assert.SkipWhen(path is null, $"shared/data has no candles of {coin} on this machine");
        AssertGolden("usual.txt", $"{coin}/{strategy}", Usual([Choice(strategy)], RiskLimits.SizesOnly, [RealCandles.Read(path!)]));
    }

    // Under the limits that are in force unless configured otherwise.
    [Fact]
    public void Backtest_OfAllStrategiesOnAllRealCandles_GivesTheGoldenResult()
    {
        string?[] paths = [.. Coins.Select(RealCandles.Find)];
        Assert.SkipWhen(paths.Contains(null), "shared/data has no candles of every coin on this machine");
        Candle[][] series = [.. paths.Select(p => RealCandles.Read(p!))];
        StrategyChoice[] all = [.. StrategyCatalog.All.Select(d => Choice(d.Name))];

        TestRun run = Usual(all, RiskLimits.Default, series);

        AssertGolden("usual.txt", "all", run);
        Assert.Equal(run.Result, Usual(all, RiskLimits.Default, series).Result);
        Assert.Equal(all.Length * Coins.Length, run.Result.Lines.Count);
    }

    private static TestRun Usual(StrategyChoice[] strategies, RiskLimits limits, Candle[][] series) =>
        TestRun.Of(new BacktestOptions(Money.Of(TestRun.Cash), strategies, limits), series);

    private static void AssertGolden(string file, string name, TestRun run)
    {
        Assert.True(run.Result.Orders > 0, "a backtest without orders proves nothing");
        GoldenFile.AssertLine(file, name, run);
    }

    // A month has too few days for the turtle's.
    private static StrategyChoice Choice(string name) => StrategyCatalog.Choose(name, name == "turtle" ? Hourly : NoSettings);
}

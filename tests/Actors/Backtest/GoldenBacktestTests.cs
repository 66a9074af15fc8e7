using CoinPilot.MarketData;
using CoinPilot.Strategies;

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

    private static void AssertGolden(string file, string name, TestRun run)
    {
        Assert.True(run.Result.Orders > 0, "a backtest without orders proves nothing");
        GoldenFile.AssertLine(file, name, run);
    }

    // A month has too few days for the turtle's.
    private static StrategyChoice Choice(string name) => StrategyCatalog.Choose(name, name == "turtle" ? Hourly : NoSettings);
}

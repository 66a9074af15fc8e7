using System.Globalization;
using CoinPilot.Strategies;
using CoinPilot.Tests.Architecture;

namespace CoinPilot.Tests.Backtest;

/// <summary>
/// When strategies buy and sell in a month of real candles, and by which rule, was worked out apart from this code, from their descriptions alone:
/// Oracle/mean_reversion.py and Oracle/turtle.py.
/// </summary>
public sealed class StrategyOracleTests
{
    public static TheoryData<string> Coins => ["BTC", "ETH", "SOL", "XRP", "DOGE"];

    [Theory]
    [MemberData(nameof(Coins))]
    public void MeanReversion_OnRealCandles_TradesWhenTheOracleDoes(string coin) =>
        AssertAgrees(coin, "mean_reversion.csv", "mean-reversion", [], static reason => reason[..reason.IndexOfAny([':', ' '])]);

    [Theory]
    [MemberData(nameof(Coins))]
    public void Turtle_OnRealHours_TradesWhenTheOracleDoes(string coin) => AssertAgrees(
        coin, "turtle.csv", "turtle", new() { ["minutes"] = "60" },
        static reason => reason.Contains("the stop", StringComparison.Ordinal) ? "stop"
            : reason.Contains("the low", StringComparison.Ordinal) ? "low"
            : reason.StartsWith("unit", StringComparison.Ordinal) ? reason[..6]
            : reason[..reason.IndexOf(':')]);

    private static void AssertAgrees(string coin, string file, string strategy, Dictionary<string, string> settings, Func<string, string> rule)
    {
        string? path = RealCandles.Find(coin);
        Assert.SkipWhen(path is null, $"shared/data has no candles of {coin} on this machine");
        string oracle = Path.Combine(Repository.Root, "tests", "Actors", "Backtest", "Oracle", file);
        string[] expected = [.. File.ReadLines(oracle).Where(line => line.StartsWith(coin + ",", StringComparison.Ordinal))];

        TestRun run = TestRun.Of(StrategyCatalog.Choose(strategy, settings), RealCandles.Read(path!));

        Assert.True(expected.Length >= 12);
        Assert.Equal(expected, TradeLog.Orders(run).Select(o =>
            $"{coin},{o.At.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture)},{o.Side},{rule(o.Reason)}"));
    }
}

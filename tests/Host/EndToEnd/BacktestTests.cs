using System.Security.Cryptography;
using System.Text.Json;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.EndToEnd;

public sealed class BacktestTests
{
    public static TheoryData<string> Strategies => new("ma-cross", "volatility-breakout");

    [Theory]
    [MemberData(nameof(Strategies))]
    public async Task Backtest_OfEachRealFileTwice_GivesTheSameHash(string strategy)
    {
        foreach (string file in RealData.RequireCandleFiles())
        {
            JsonElement first = await BacktestAsync("--candles", file, "--strategy", strategy);
            JsonElement second = await BacktestAsync("--candles", file, "--strategy", strategy);

            Assert.Equal(first.GetProperty("resultHash").GetString(), second.GetProperty("resultHash").GetString());
            Assert.NotEqual(first.GetProperty("runId").GetString(), second.GetProperty("runId").GetString());
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file))), first.GetProperty("dataHash").GetString());
            Assert.True(first.GetProperty("fills").GetInt64() > 0, $"nothing traded on {Path.GetFileName(file)}");
            Assert.True(first.GetProperty("candles").GetInt64() > 47_000);
        }
    }

    [Fact]
    public async Task Backtest_OtherParameters_GiveAnotherHash()
    {
        using TemporaryFolder folder = new();
        string file = MadeUpCandles.Write(folder.In("KRW-BTC.csv"), 600);

        JsonElement one = await BacktestAsync("--candles", file, "--strategy", "ma-cross", "--set", "fast=3", "--set", "slow=8");
        JsonElement other = await BacktestAsync("--candles", file, "--strategy", "ma-cross", "--set", "fast=5", "--set", "slow=8");

        Assert.Equal(one.GetProperty("dataHash").GetString(), other.GetProperty("dataHash").GetString());
        Assert.NotEqual(one.GetProperty("resultHash").GetString(), other.GetProperty("resultHash").GetString());
        foreach (string key in (string[])["orders", "fees", "finalEquity", "returnPct", "maxDrawdownPct", "elapsedSeconds", "candlesPerSecond"])
            Assert.True(one.TryGetProperty(key, out _), $"no {key} in the output");
    }

    [Fact]
    public async Task Backtest_TwoFiles_TradesBothSymbolsOnOneAccount()
    {
        using TemporaryFolder folder = new();
        JsonElement both = await BacktestAsync(
            "--candles", MadeUpCandles.Write(folder.In("KRW-BTC.csv"), 300), MadeUpCandles.Write(folder.In("ETH_KRW_1m.csv.gz"), 300),
            "--strategy", "ma-cross", "--set", "fast=3", "--set", "slow=8");

        Assert.Equal(["KRW-BTC", "KRW-ETH"], both.GetProperty("symbols").EnumerateArray().Select(s => s.GetString()));
        Assert.Equal(600, both.GetProperty("candles").GetInt64());
    }

    private static async Task<JsonElement> BacktestAsync(params string[] arguments)
    {
        (int code, string output, string errors) = await CoinPilotProcess.RunAsync(["backtest", .. arguments, "--json"]);
        Assert.True(code == 0, errors);
        return JsonDocument.Parse(output).RootElement;
    }
}

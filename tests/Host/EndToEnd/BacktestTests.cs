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

    [Fact]
    public async Task Backtest_OfAConfiguration_RunsAllThatItSaysOnOneAccount()
    {
        using TemporaryFolder folder = new();
        foreach (string coin in (string[])["BTC", "ETH", "XRP", "SOL"])
            MadeUpCandles.Write(Path.Combine(Directory.CreateDirectory(folder.In("csv")).FullName, $"KRW-{coin}.csv"), 400);
        string config = folder.In("coinpilot.yaml");
        await File.WriteAllTextAsync(config, """
            symbols: [KRW-BTC, KRW-ETH, KRW-XRP]
            strategies:
              - {strategy: ma-cross, parameters: {fast: 2, slow: 5}, symbols: [KRW-BTC]}
              - {strategy: ma-cross, parameters: {fast: 4, slow: 12}, symbols: [KRW-ETH, KRW-XRP]}
              - {strategy: ma-cross, name: quick, parameters: {fast: 1, slow: 4}, symbols: [KRW-BTC, KRW-ETH]}
              - {strategy: volatility-breakout}
            risk: {daily_entries: 5, entry_interval_minutes: 0, second_entry: always}
            exchange: {cash: 2000000}
            # Only a run needs a database for it.
            storage: {ticks: true}
            """);

        JsonElement all = await BacktestAsync("--config", config, "--candles", folder.In("csv"));
        JsonElement one = await BacktestAsync("--config", config, "--candles", folder.In("csv"), "--strategy", "quick", "--set", "slow=6");

        Assert.Equal(["KRW-BTC", "KRW-ETH", "KRW-XRP"], all.GetProperty("symbols").EnumerateArray().Select(s => s.GetString()));
        Assert.Equal(
            ["KRW-BTC ma-cross", "KRW-BTC quick", "KRW-BTC volatility-breakout", "KRW-ETH ma-cross", "KRW-ETH quick", "KRW-ETH volatility-breakout", "KRW-XRP ma-cross", "KRW-XRP volatility-breakout"],
            all.GetProperty("lines").EnumerateArray().Select(l => $"{l.GetProperty("symbol").GetString()} {l.GetProperty("strategy").GetString()}"));
        Assert.Equal(
            [("ma-cross", 2, 5), ("ma-cross", 4, 12), ("quick", 1, 4)],
            all.GetProperty("strategies").EnumerateArray().Where(s => s.GetProperty("strategy").GetString() == "ma-cross").Select(s => (
                s.GetProperty("name").GetString()!, s.GetProperty("parameters").GetProperty("fast").GetInt32(), s.GetProperty("parameters").GetProperty("slow").GetInt32())));
        Assert.Equal("2000000", all.GetProperty("cash").GetString());
        // Five entries and their exits: the day's limit of the file held for all of them together, and denied the rest.
        Assert.InRange(all.GetProperty("orders").GetInt64(), 9, 10);
        Assert.True(all.GetProperty("denied").GetInt64() > 0);
        Assert.All(one.GetProperty("lines").EnumerateArray(), l => Assert.Equal("quick", l.GetProperty("strategy").GetString()));
        Assert.Equal(6, one.GetProperty("strategies")[0].GetProperty("parameters").GetProperty("slow").GetInt32());
    }

    [Fact]
    public async Task Backtest_OfAConfigurationWithStoredCandles_NeedsNoOtherOption()
    {
        using TemporaryFolder folder = new();
        string[] files = [.. ((string[])["BTC", "ETH"]).Select(coin => MadeUpCandles.Write(folder.In($"KRW-{coin}.csv"), 300))];
        (int imported, string _, string errors) = await CoinPilotProcess.RunAsync(["candles", "import", .. files, "--data", folder.In("data")]);
        Assert.True(imported == 0, errors);
        string config = folder.In("c.yaml");
        await File.WriteAllTextAsync(config, $"symbols: [KRW-ETH, KRW-BTC]\nstrategies: [{{strategy: ma-cross}}]\nstorage: {{data: {folder.In("data")}}}\n");

        JsonElement stored = await BacktestAsync("--config", config);
        JsonElement fromFiles = await BacktestAsync("--config", config, "--candles", files[1], files[0]);

        Assert.Equal(fromFiles.GetProperty("resultHash").GetString(), stored.GetProperty("resultHash").GetString());
        Assert.Equal(600, stored.GetProperty("candles").GetInt64());
        (int code, string _, string missing) = await CoinPilotProcess.RunAsync("backtest", "--config", config, "--data", folder.In("none"));
        Assert.Equal(2, code);
        Assert.Contains("KRW-ETH", missing, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> BacktestAsync(params string[] arguments)
    {
        (int code, string output, string errors) = await CoinPilotProcess.RunAsync(["backtest", .. arguments, "--no-record", "--json"]);
        Assert.True(code == 0, errors);
        return JsonDocument.Parse(output).RootElement;
    }
}

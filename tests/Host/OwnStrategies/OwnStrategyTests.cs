using System.Text.Json;
using CoinPilot.Strategies;
using CoinPilot.Tests.EndToEnd;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.OwnStrategies;

/// <summary>A strategy of the user's own through the real executable: wherever one of CoinPilot's is taken, it is.</summary>
[Collection(BuiltExampleCollection.Name)]
public sealed class OwnStrategyTests(BuiltExample example)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Backtest_WithTheExample_Trades()
    {
        using TemporaryFolder folder = new();
        string candles = MadeUpCandles.Write(folder.In("KRW-BTC.csv"), 600);
        string[] command = ["backtest", "--candles", candles, "--strategies", example.Folder, "--strategy", "rsi-dip", "--no-record", "--set", "length=5"];

        (int code, string output, string errors) = await CoinPilotProcess.RunAsync([.. command, "--json"]);
        (int wrong, string _, string range) = await CoinPilotProcess.RunAsync([.. command, "--set", "buyBelow=100"]);
        (int unknown, string _, string names) = await CoinPilotProcess.RunAsync("backtest", "--candles", candles, "--strategy", "rsi-dip");

        Assert.True(code == 0, errors);
        using JsonDocument report = JsonDocument.Parse(output);
        Assert.True(report.RootElement.GetProperty("fills").GetInt64() >= 4, output);
        Assert.Equal("rsi-dip", report.RootElement.GetProperty("lines")[0].GetProperty("strategy").GetString());
        Assert.Equal((2, 2), (wrong, unknown));
        Assert.Contains("100 is out of range: buyBelow of 'rsi-dip' is a number from 1 to 99", range, StringComparison.Ordinal);
        Assert.Contains("unknown strategy 'rsi-dip'", names, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backtest_WithAStrategyThatThrows_HasNoResultAndSaysWhichAndWhen()
    {
        using TemporaryFolder folder = new();

        (int code, string _, string errors) = await CoinPilotProcess.RunAsync(
            "backtest", "--candles", MadeUpCandles.Write(folder.In("KRW-BTC.csv"), 60), "--strategies", example.Folder, "--strategy", "brittle", "--set", "minutes=30", "--data", folder.In("data"));

        Assert.Equal(1, code);
        Assert.Contains("the backtest stopped at 2025-09-01T00:31:02.000Z: KRW-BTC/symbol/strategy-brittle: candle 31 was one too many", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Config_ThatNamesTheFolder_IsCheckedAgainstItsStrategies()
    {
        using TemporaryFolder folder = new();
        string good = folder.In("good.yaml"), bad = folder.In("bad.yaml"), none = folder.In("none.yaml");
        string engine = $"engine: {{strategies_folder: {example.Folder}}}\n";
        await File.WriteAllTextAsync(good, $"strategies:\n  - {{strategy: rsi-dip, parameters: {{length: 5}}}}\n{engine}");
        await File.WriteAllTextAsync(bad, $"strategies:\n  - strategy: rsi-dip\n    parameters: {{length: 1}}\n  - strategy: rsi-dop\n{engine}");
        await File.WriteAllTextAsync(none, $"strategies:\n  - strategy: rsi-dip\nengine: {{strategies_folder: {folder.In("nowhere")}}}\n");

        (int goodCode, string _, string goodErrors) = await CoinPilotProcess.RunAsync("config", "check", good);
        (int badCode, string _, string badErrors) = await CoinPilotProcess.RunAsync("config", "check", bad);
        (int noneCode, string _, string noneErrors) = await CoinPilotProcess.RunAsync("config", "check", none);
        (int overridden, string _, string _) = await CoinPilotProcess.RunAsync("config", "check", none, "--strategies", example.Folder);
        (int schemaCode, string schema, string _) = await CoinPilotProcess.RunAsync("config", "schema", "--strategies", example.Folder);

        Assert.True(goodCode == 0, goodErrors);
        Assert.Equal((1, 1, 0, 0), (badCode, noneCode, overridden, schemaCode));
        Assert.Equal(
            [
                $"{bad}:3:26: 1 is out of range: length of 'rsi-dip' is a whole number from 2 to 200",
                $"{bad}:4:15: unknown strategy 'rsi-dop'; there are: {string.Join(", ", StrategyCatalog.All.Select(d => d.Name))}, brittle, rsi-dip; did you mean 'rsi-dip'?",
            ],
            badErrors.Split('\n'));
        Assert.Equal($"{none}:3:29: {folder.In("nowhere")}: there is no such folder of strategies", noneErrors);
        Assert.Contains("\"const\": \"rsi-dip\"", schema, StringComparison.Ordinal);
        Assert.Contains("\"buyBelow\"", schema, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithTheExampleAndOneThatThrows_TradesTheOneQuarantinesTheOtherAndReplaysTheSame()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder.In("c.yaml"), $$"""
            symbols: [KRW-BTC, KRW-ETH]
            strategies:
              - strategy: rsi-dip
                parameters: {length: 2, buyBelow: 49, sellAbove: 51}
              - {strategy: brittle, symbols: [KRW-ETH]}
            exchange: {speed: 600}
            engine:
              strategies_folder: {{example.Folder}}
            """);
        await using (CoinPilotProcess run = CoinPilotProcess.Start(
            ["run", "--config", folder.In("c.yaml"), "--data", folder.Path, "--port", "0", .. Unlimited.Pace]))
        {
            using HttpClient http = new() { BaseAddress = new Uri(await run.WaitForLineAsync("dashboard ")) };
            await run.WaitForLineAsync("trading KRW-BTC, KRW-ETH with rsi-dip, brittle");
            JsonElement status = default;
            await Until.TrueAsync(async () =>
            {
                status = JsonDocument.Parse(await http.GetStringAsync("api/status")).RootElement;
                return status.GetProperty("fills").GetInt64() > 1 && status.GetProperty("quarantines").GetArrayLength() > 0;
            }, Limit, () => run.Output);

            JsonElement quarantine = Assert.Single(status.GetProperty("quarantines").EnumerateArray());
            Assert.Equal("KRW-ETH/symbol/strategy-brittle", quarantine.GetProperty("path").GetString());
            Assert.Contains("one too many", quarantine.GetProperty("reason").GetString(), StringComparison.Ordinal);
            Assert.Equal(0, await run.TerminateAsync());
        }
        await AuditRun.RequireCleanAsync(folder.Path);
        (int same, string report, string difference) = await CoinPilotProcess.RunAsync("replay", "--data", folder.Path, "--strategies", example.Folder);
        (int unknown, string _, string errors) = await CoinPilotProcess.RunAsync("replay", "--data", folder.Path);
        Assert.True(same == 0, report + difference);
        Assert.Equal(2, unknown);
        Assert.Contains("unknown strategy 'rsi-dip'", errors, StringComparison.Ordinal);
    }
}

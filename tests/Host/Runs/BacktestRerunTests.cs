using System.Text.Json;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.Runs;

public sealed class BacktestRerunTests
{
    [Fact]
    public async Task Rerun_OfEverythingAsItWas_ReproducesTheHashAsANewRun()
    {
        using RunFixture runs = new();
        await File.WriteAllTextAsync(runs.In("c.yaml"), """
            strategies:
              - {strategy: ma-cross, parameters: {fast: 2, slow: 5}}
              - {strategy: ma-cross, name: quick, parameters: {fast: 1, slow: 4}, symbols: [KRW-BTC]}
            risk: {second_entry: always, daily_entries: 50}
            exchange: {cash: 3000000}
            """);
        string old = await runs.RunAsync("--config", runs.In("c.yaml"), "--trade-from", "2025-09-01T03:00");
        // What the run had stands in its record, not in the file.
        File.Delete(runs.In("c.yaml"));

        (int code, JsonElement report) = await runs.AskAsync("rerun", old);

        Assert.Equal(0, code);
        Assert.True(report.GetProperty("reproduced").GetBoolean());
        Assert.Equal(report.GetProperty("expected").GetString(), report.GetProperty("resultHash").GetString());
        Assert.Equal(0, report.GetProperty("changes").GetArrayLength());
        (int _, JsonElement compared) = await runs.AskAsync("compare", old, "last");
        Assert.Equal(0, compared.GetProperty("differences").GetArrayLength());
        JsonElement[] all = await runs.ListAsync();
        Assert.Equal((old, 2), (all[0].GetProperty("rerunOf").GetString(), all.Length));
        Assert.Equal(report.GetProperty("runId").GetString(), all[0].GetProperty("runId").GetString());
    }

    [Fact]
    public async Task Rerun_OfStoredCandlesCutToARange_ReproducesTheHash()
    {
        using RunFixture runs = new();
        (int imported, string _, string errors) = await CoinPilotProcess.RunAsync("candles", "import", runs.Candles, "--data", runs.Data);
        Assert.True(imported == 0, errors);
        (int ran, string _, string why) = await CoinPilotProcess.RunAsync(
            "backtest", "--candles", "KRW-BTC", "--from", "2025-09-01T01:00", "--to", "2025-09-01T08:00", "--strategy", "ma-cross", "--data", runs.Data);
        Assert.True(ran == 0, why);

        (int code, JsonElement report) = await runs.AskAsync("rerun", "last");

        Assert.Equal((0, true), (code, report.GetProperty("reproduced").GetBoolean()));
    }

    [Fact]
    public async Task Rerun_OnCandlesThatChangedOrAreGone_SaysSoRunsNothingAndExitsOne()
    {
        using RunFixture runs = new();
        string old = await runs.RunAsync("--strategy", "ma-cross");
        string[] lines = await File.ReadAllLinesAsync(runs.Candles);
        await File.WriteAllLinesAsync(runs.Candles, lines[..^1]);

        (int changed, JsonElement afterChange) = await runs.AskAsync("rerun", old);
        File.Delete(runs.Candles);
        (int gone, JsonElement afterLoss) = await runs.AskAsync("rerun", old);

        Assert.Equal((1, 1), (changed, gone));
        Assert.StartsWith($"data: {runs.Candles} has changed: it was ", Assert.Single(afterChange.GetProperty("changes").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Contains($"{runs.Candles}: the file does not exist", Assert.Single(afterLoss.GetProperty("changes").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Single(await runs.ListAsync());
    }

    [Fact]
    public async Task Rerun_OfOwnStrategiesThatAreOthersNow_NamesThem()
    {
        using RunFixture runs = new();
        string folder = Directory.CreateDirectory(runs.In("strategies")).FullName;
        string assembly = Path.Combine(folder, "CoinPilot.Tests.TrickyStrategies.dll");
        File.Copy(Path.Combine(RunFixture.Tricky[1], Path.GetFileName(assembly)), assembly);
        string old = await runs.RunAsync("--strategies", folder, "--strategy", "slow", "--set", "millis=0");
        File.Move(assembly, Path.Combine(folder, "Renamed.dll"));

        (int renamed, JsonElement others) = await runs.AskAsync("rerun", old);
        Directory.Delete(folder, recursive: true);
        (int gone, JsonElement none) = await runs.AskAsync("rerun", old);

        // Other files, but they do the same.
        Assert.Equal((0, 1), (renamed, gone));
        Assert.StartsWith($"configuration: the strategies in {folder} are others", Assert.Single(others.GetProperty("changes").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Contains(none.GetProperty("changes").EnumerateArray(), c => c.GetString()!.Contains("there is no such folder of strategies", StringComparison.Ordinal));
    }
}

using System.Text.Json;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.Runs;

/// <summary>Runs of the real executable, from PENDING to their end.</summary>
public sealed class BacktestRunTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Backtest_ThatSucceeds_IsKeptWithAllThatItRanOnAndItsFiles()
    {
        using RunFixture runs = new();
        string id = await runs.RunAsync("--strategy", "ma-cross", "--set", "fast=3", "slow=8", "--risk", "daily_entries=50", "--cash", "2000000");

        (int code, JsonElement shown) = await runs.AskAsync("show", id[..20]);

        JsonElement run = shown.GetProperty("run");
        Assert.Equal((0, "SUCCEEDED", id), (code, Text(run, "state"), Text(run, "runId")));
        Assert.Equal('7', id[14]);
        Assert.Equal(64, Text(run, "resultHash")!.Length);
        Assert.Contains("+", Text(run, "engineVersion"), StringComparison.Ordinal);
        Assert.Equal(("3", "8"), (Text(shown.GetProperty("strategies")[0].GetProperty("parameters"), "fast"), Text(shown.GetProperty("strategies")[0].GetProperty("parameters"), "slow")));
        Assert.Equal(("2000000", "50", "5"), (Text(shown.GetProperty("settings"), "cash"), Text(shown.GetProperty("settings"), "risk.daily_entries"), Text(shown.GetProperty("settings"), "risk.max_positions")));
        Assert.Contains("daily_entries=50", shown.GetProperty("arguments").EnumerateArray().Select(a => a.GetString()));
        Assert.Equal((runs.Candles, 600L), (Text(shown.GetProperty("inputs")[0], "place"), shown.GetProperty("inputs")[0].GetProperty("candles").GetInt64()));
        Assert.Equal(Text(run, "dataHash"), Text(shown.GetProperty("inputs")[0], "hash"));
        Assert.True(shown.GetProperty("figures").GetProperty("orders").GetDouble() > 0);
        string folder = Path.Combine(runs.Data, "runs", id);
        Assert.Equal(shown.GetProperty("files").EnumerateArray().Select(f => f.GetString()), Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(id, Text(JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "report.json"))).RootElement.GetProperty("run"), "runId"));
        Assert.All(await File.ReadAllLinesAsync(Path.Combine(folder, "run.log")), line => Assert.Contains($" run {id} ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_OfSeveralRuns_IsNewestFirstAndFiltered()
    {
        using RunFixture runs = new();
        string first = await runs.RunAsync("--strategy", "ma-cross");
        string second = await runs.RunAsync("--strategy", "buy-and-hold");
        await CoinPilotProcess.RunAsync(runs.Backtest([.. RunFixture.Tricky, "--strategy", "failing"]));

        JsonElement[] all = await runs.ListAsync();
        (int _, JsonElement failed) = await runs.AskAsync("list", "--state", "failed");
        (int _, JsonElement held) = await runs.AskAsync("list", "--strategy", "buy-and-hold", "--symbol", "KRW-BTC");
        (int wrong, string _, string errors) = await CoinPilotProcess.RunAsync("backtest", "list", "--state", "done", "--data", runs.Data);
        (int ambiguous, string _, string which) = await CoinPilotProcess.RunAsync("backtest", "show", "0", "--data", runs.Data);

        Assert.Equal([second, first], all.Skip(1).Select(r => Text(r, "runId")));
        Assert.Equal(("FAILED", null), (Text(all[0], "state"), Text(all[0], "resultHash")));
        Assert.Contains("three are too many", Text(all[0], "reason"), StringComparison.Ordinal);
        Assert.Equal(Text(all[0], "runId"), Text(Assert.Single(failed.EnumerateArray()), "runId"));
        Assert.Equal(second, Text(Assert.Single(held.EnumerateArray()), "runId"));
        Assert.Equal((2, 2), (wrong, ambiguous));
        Assert.Contains("'done' is not one of: pending, running, succeeded, failed", errors, StringComparison.Ordinal);
        Assert.Contains("'0' is the beginning of 3 runs", which, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_OfTwoRuns_ShowsWhatDiffersAndTheFirstOrderThatDoes()
    {
        using RunFixture runs = new();
        string a = await runs.RunAsync("--strategy", "ma-cross", "--set", "fast=3", "slow=8");
        string b = await runs.RunAsync("--strategy", "ma-cross", "--set", "fast=5", "slow=8");

        (int _, JsonElement other) = await runs.AskAsync("compare", a, b);
        (int _, JsonElement same) = await runs.AskAsync("compare", a, a);

        JsonElement parameter = Assert.Single(other.GetProperty("differences").EnumerateArray());
        Assert.Equal(("strategy ma-cross.fast", "3", "5"), (Text(parameter, "name"), Text(parameter, "a"), Text(parameter, "b")));
        Assert.NotEqual(Text(other.GetProperty("firstDifferentOrder"), "a"), Text(other.GetProperty("firstDifferentOrder"), "b"));
        Assert.Contains(other.GetProperty("figures").EnumerateArray(), f => Text(f, "name") == "return");
        Assert.True(same.GetProperty("isSameResult").GetBoolean());
        Assert.Equal((0, JsonValueKind.Null), (same.GetProperty("differences").GetArrayLength(), same.GetProperty("firstDifferentOrder").ValueKind));
    }

    [Fact]
    public async Task Backtests_AtOnceOnOneFolder_DoNotMeet()
    {
        using RunFixture runs = new();
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => runs.RunAsync("--strategy", "ma-cross", "--set", $"slow={10 + i}", "fast=3")));

        JsonElement[] all = await runs.ListAsync();

        Assert.Equal(ids.Order(StringComparer.Ordinal), all.Select(r => Text(r, "runId")!).Order(StringComparer.Ordinal));
        Assert.All(all, r => Assert.Equal("SUCCEEDED", Text(r, "state")));
    }

    [Fact]
    public async Task Backtest_Killed_IsFailedForTheNextThatLooksAndStaysSo()
    {
        using RunFixture runs = new();
        await using CoinPilotProcess run = await StartSlowAsync(runs, millis: 1000);
        Assert.Equal("RUNNING", Text(Assert.Single(await runs.ListAsync()), "state"));

        await run.KillAsync();

        JsonElement found = Assert.Single(await runs.ListAsync());
        Assert.Equal("FAILED", Text(found, "state"));
        Assert.Contains("its process is gone", Text(found, "reason"), StringComparison.Ordinal);
        Assert.Equal(found.GetRawText(), Assert.Single(await runs.ListAsync()).GetRawText());
    }

    // The second stands in its strategy for an hour and hears nothing.
    [Theory]
    [InlineData(5)]
    [InlineData(3_600_000)]
    public async Task Backtest_AskedToStop_EndsFailedAsInterrupted(int millis)
    {
        using RunFixture runs = new();
        await using CoinPilotProcess run = await StartSlowAsync(runs, millis);

        Assert.Equal(1, await run.TerminateAsync());

        JsonElement found = Assert.Single(await runs.ListAsync());
        Assert.Equal(("FAILED", "interrupted: its process was asked to stop"), (Text(found, "state"), Text(found, "reason")));
        Assert.Contains($"run {Text(found, "runId")} FAILED interrupted", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backtest_WhereNothingCanBeKept_RunsNothingUnlessToldTo()
    {
        using RunFixture runs = new();
        string[] nowhere = ["backtest", "--candles", runs.Candles, "--strategy", "ma-cross", "--data", Path.Combine(runs.Candles, "in-a-file")];

        (int refused, string output, string errors) = await CoinPilotProcess.RunAsync(nowhere);
        (int unkept, string result, string _) = await CoinPilotProcess.RunAsync([.. nowhere, "--no-record"]);

        Assert.Equal((2, 0), (refused, unkept));
        Assert.Equal("", output);
        Assert.Contains("the run cannot be recorded in", errors, StringComparison.Ordinal);
        Assert.Contains("--no-record", errors, StringComparison.Ordinal);
        Assert.Contains("resultHash", result, StringComparison.Ordinal);
    }

    private static async Task<CoinPilotProcess> StartSlowAsync(RunFixture runs, int millis)
    {
        CoinPilotProcess run = CoinPilotProcess.Start(runs.Backtest([.. RunFixture.Tricky, "--strategy", "slow", "--set", $"millis={millis}"]));
        await Until.TrueAsync(() => run.HasExited || run.Errors.Contains("RUNNING", StringComparison.Ordinal), Limit, () => run.Errors);
        Assert.False(run.HasExited, run.Errors);
        return run;
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}

using System.Text.Json;
using CoinPilot.Tests.Processes;
using CoinPilot.Tests.Runs;

namespace CoinPilot.Tests.Truth;

/// <summary><c>coinpilot analyze look-ahead</c> on strategies of a user's folder.</summary>
public sealed class AnalyzeLookAheadTests
{
    [Fact]
    public async Task LookAhead_OfACheatAndAnHonestStrategy_FindsTheOneAndClearsTheOther()
    {
        using RunFixture runs = new();

        (int code, JsonElement report) = await AnalyzeAsync(runs, "--strategy", "peeking", "ma-cross", "--risk", "daily_entries=0", "entry_interval_minutes=0");

        JsonElement cheat = report.GetProperty("strategies")[0], honest = report.GetProperty("strategies")[1];
        Assert.Equal((1, false), (code, report.GetProperty("isClean").GetBoolean()));
        Assert.Equal(("peeking", "ma-cross"), (cheat.GetProperty("strategy").GetString(), honest.GetProperty("strategy").GetString()));
        Assert.NotEqual(cheat.GetProperty("first").GetProperty("whole").GetString(), cheat.GetProperty("first").GetProperty("then").GetString());
        Assert.Equal(JsonValueKind.Null, honest.GetProperty("first").ValueKind);
        Assert.True(honest.GetProperty("checked").GetInt32() > 10);
    }

    [Fact]
    public async Task LookAhead_OfAStrategyThatReadsFiles_SaysThatItCouldKnowMore()
    {
        using RunFixture runs = new();

        (int code, JsonElement report) = await AnalyzeAsync(runs, "--strategy", "reading");

        Assert.Equal(0, code);
        Assert.Contains("System.IO.File", report.GetProperty("strategies")[0].GetProperty("outside").EnumerateArray().Select(o => o.GetString()));
    }

    [Fact]
    public async Task LookAhead_OfAStrategyThatFails_IsNotClean()
    {
        using RunFixture runs = new();

        (int code, JsonElement report) = await AnalyzeAsync(runs, "--strategy", "failing");

        Assert.Equal(1, code);
        Assert.Contains("three are too many", report.GetProperty("strategies")[0].GetProperty("first").GetProperty("whole").GetString(), StringComparison.Ordinal);
    }

    private static async Task<(int Code, JsonElement Report)> AnalyzeAsync(RunFixture runs, params string[] more)
    {
        (int code, string output, string errors) = await CoinPilotProcess.RunAsync(["analyze", "look-ahead", "--candles", runs.Candles, .. RunFixture.Tricky, .. more, "--json"]);
        Assert.True(output.Length > 0, errors);
        return (code, JsonDocument.Parse(output).RootElement);
    }
}

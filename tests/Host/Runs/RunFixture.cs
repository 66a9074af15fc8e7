using System.Text.Json;
using CoinPilot.Tests.EndToEnd;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.Runs;

/// <summary>A data folder with made-up candles, and the verbs that run backtests in it.</summary>
internal sealed class RunFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RunFixture() => Candles = MadeUpCandles.Write(_folder.In("KRW-BTC.csv"), 600);

    public string Candles { get; }

    public string Data => _folder.In("data");

    /// <summary>Strategies that do what a test needs done: fail, wait, cheat.</summary>
    public static string[] Tricky { get; } = ["--strategies", Path.Combine(AppContext.BaseDirectory, "tricky-strategies")];

    public string In(string name) => _folder.In(name);

    public string[] Backtest(params string[] more) => ["backtest", "--candles", Candles, "--data", Data, .. more];

    /// <summary>Runs a backtest that succeeds, and gives its id.</summary>
    public async Task<string> RunAsync(params string[] more)
    {
        (int code, string output, string errors) = await CoinPilotProcess.RunAsync([.. Backtest(more), "--json"]);
        Assert.True(code == 0, errors);
        return JsonDocument.Parse(output).RootElement.GetProperty("runId").GetString()!;
    }

    /// <summary>What a verb below <c>backtest</c> prints as JSON, and its exit code.</summary>
    public async Task<(int Code, JsonElement Answer)> AskAsync(params string[] verb)
    {
        (int code, string output, string errors) = await CoinPilotProcess.RunAsync(["backtest", .. verb, "--data", Data, "--json"]);
        Assert.True(output.Length > 0, errors);
        return (code, JsonDocument.Parse(output).RootElement);
    }

    /// <summary>Every run, the newest first.</summary>
    public async Task<JsonElement[]> ListAsync() => [.. (await AskAsync("list", "--limit", "1000")).Answer.EnumerateArray()];

    public void Dispose() => _folder.Dispose();
}

using System.Globalization;
using System.Text.Json;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.EndToEnd;

public sealed class RestartTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Run_WithoutArgumentsTwice_GoesOnWithTheSameAccount()
    {
        using TemporaryFolder folder = new();
        string before = await RunUntilFillsAsync(folder, fills: 3, held: 0, "--speed", "600");
        // With a strategy that finds no breakout, and not the one that holds, since that may sell on the first candle that it catches up with.
        string after = await RunUntilFillsAsync(folder, fills: 0, held: 0, "--speed", "1", "--strategy", "volatility-breakout", "--set", "volatility-breakout.k=3");

        JsonElement audit = await AuditRun.RequireCleanAsync(folder.Path);
        Assert.Equal(before, after);
        Assert.Equal(Number(before), Number(audit.GetProperty("cash").GetString()!));
    }

    [Fact]
    public async Task Run_WithFewerSymbols_KeepsTheWholeAccountAndSaysWhatNobodyManages()
    {
        using TemporaryFolder folder = new();
        string before = await RunUntilFillsAsync(folder, fills: 5, held: 2, "--speed", "600");
        JsonElement audit = await AuditRun.RequireCleanAsync(folder.Path);
        Assert.True(audit.GetProperty("positions").GetArrayLength() > 0, "nothing is held, so there is nothing to prove: more fills are needed");

        await using CoinPilotProcess less = Start(folder, "--speed", "1", "--symbols", "KRW-BTC", "--strategy", "volatility-breakout");
        using HttpClient http = new() { BaseAddress = new Uri(await less.WaitForLineAsync("dashboard ")) };
        await less.WaitForLineAsync("trading ");

        Assert.Contains("nobody manages", less.Output, StringComparison.Ordinal);
        Assert.Equal(before, await CashAsync(http));
        Assert.Equal(0, await less.TerminateAsync());
    }

    // Stops the run once it has so many fills and holds so many positions; gives the cash that it showed last.
    private static async Task<string> RunUntilFillsAsync(TemporaryFolder folder, int fills, int held, params string[] more)
    {
        await using CoinPilotProcess run = Start(folder, more);
        using HttpClient http = new() { BaseAddress = new Uri(await run.WaitForLineAsync("dashboard ")) };
        await run.WaitForLineAsync("trading ");
        await Until.TrueAsync(async () => await StatusAsync(http) is var status && status.GetProperty("fills").GetInt64() >= fills
            && status.GetProperty("positions").EnumerateArray().Count(p => p.GetProperty("quantity").GetString() != "0") >= held, Limit, () => run.Output);
        string shown = await CashAsync(http);
        Assert.Equal(0, await run.TerminateAsync());
        JsonElement audit = await AuditRun.RequireCleanAsync(folder.Path);
        return fills == 0 ? shown : audit.GetProperty("cash").GetString()!;
    }

    private static CoinPilotProcess Start(TemporaryFolder folder, params string[] more) => CoinPilotProcess.Start(
        ["run", "--data", folder.Path, "--port", "0", .. Unlimited.Pace, .. Strategy(more), .. more]);

    private static string[] Strategy(string[] more) => more.Contains("--strategy")
        ? []
        : ["--strategy", "ma-cross", "--set", "ma-cross.fast=1", "--set", "ma-cross.slow=40"];

    private static async Task<JsonElement> StatusAsync(HttpClient http) =>
        JsonDocument.Parse(await http.GetStringAsync("api/status")).RootElement;

    private static async Task<string> CashAsync(HttpClient http) => (await StatusAsync(http)).GetProperty("cash").GetString()!;

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}

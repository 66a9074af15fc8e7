using System.Globalization;
using System.Text.Json;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.EndToEnd;

public sealed class ExchangeOutageTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Exchange_KilledAndStartedAgain_RunReconnectsTradesOnAndAgreesWithIt()
    {
        using TemporaryFolder folder = new();
        await using CoinPilotProcess first = StartExchange(folder, "0");
        Uri address = new(await first.WaitForLineAsync("exchange "));
        await using CoinPilotProcess run = CoinPilotProcess.Start(
            ["run", "--exchange", address.ToString(), "--data", folder.Path, "--port", "0",
            "--strategy", "ma-cross", "--set", "ma-cross.fast=1", "--set", "ma-cross.slow=3", .. Unlimited.Pace]);
        using HttpClient http = new() { BaseAddress = new Uri(await run.WaitForLineAsync("dashboard ")) };
        http.DefaultRequestHeaders.Add("X-CoinPilot", "test");
        await Until.TrueAsync(async () => await FillsAsync(http) > 0, Limit, () => run.Output);

        await first.KillAsync();
        await run.WaitForLineAsync("market data: disconnected");
        Assert.False((await http.GetAsync("readyz")).IsSuccessStatusCode);
        long before = await FillsAsync(http);
        await using CoinPilotProcess second = StartExchange(folder, address.Port.ToString(CultureInfo.InvariantCulture));
        await Until.TrueAsync(async () => (await http.GetAsync("readyz")).IsSuccessStatusCode, Limit, () => run.Output);
        await Until.TrueAsync(async () => await FillsAsync(http) > before + 5, Limit, () => run.Output);

        (await http.PostAsync("api/halt?reason=test", content: null)).EnsureSuccessStatusCode();
        await Until.TrueAsync(() => IsSettledAsync(http), Limit, () => run.Output);
        Assert.Equal(0, await run.TerminateAsync());
        using ExchangeView exchange = new(address);
        await AuditRun.RequireEqualAsync(await AuditRun.RequireCleanAsync(folder.Path), exchange);
    }

    private static CoinPilotProcess StartExchange(TemporaryFolder folder, string port) => CoinPilotProcess.Start(
        "exchange", "--port", port, "--speed", "600", "--data", folder.In("exchange"));

    private static async Task<JsonElement> StatusAsync(HttpClient http) =>
        JsonDocument.Parse(await http.GetStringAsync("api/status")).RootElement;

    private static async Task<long> FillsAsync(HttpClient http) => (await StatusAsync(http)).GetProperty("fills").GetInt64();

    private static async Task<bool> IsSettledAsync(HttpClient http) => (await StatusAsync(http)).GetProperty("lastOrders").EnumerateArray()
        .All(o => o.GetProperty("status").GetString() is "Filled" or "Cancelled" or "Rejected");
}

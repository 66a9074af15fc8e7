using System.Text.Json;
using CoinPilot.Risk;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.EndToEnd;

/// <summary>What an operator does to a process that trades: a configuration read again by a signal, and a kill in the middle of a flatten.</summary>
public sealed class OperatorTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task HangUp_OfAChangedConfiguration_PutsLimitsInForceThroughTheJournalAndNamesWhatTakesARestart()
    {
        Assert.SkipWhen(IsHangUpIgnored(), "SIGHUP is ignored here (nohup?), and what is started inherits that");
        using TemporaryFolder folder = new();
        string config = folder.In("c.yaml");
        await File.WriteAllTextAsync(config, "symbols: [KRW-BTC]\nstrategies:\n  - strategy: ma-cross\nrisk: {daily_entries: 7}\n");
        await using CoinPilotProcess run = CoinPilotProcess.Start("run", "--config", config, "--data", folder.Path, "--port", "0");
        using HttpClient http = new() { BaseAddress = new Uri(await run.WaitForLineAsync("dashboard ")) };
        await run.WaitForLineAsync("trading ");

        await File.WriteAllTextAsync(config, "symbols: [KRW-BTC]\nstrategies:\n  - strategy: ma-cross\nrisk: {daily_entrys: 8}\n");
        await run.HangUpAsync();
        string refused = await run.WaitForLineAsync("the configuration was not taken over: ");
        string unchanged = await LimitAsync(http, "daily_entries");
        await File.WriteAllTextAsync(config, "symbols: [KRW-BTC, KRW-ETH]\nstrategies:\n  - {strategy: ma-cross, parameters: {fast: 3}}\nrisk: {daily_entries: 9, fee_percent: 0.1}\n");
        await run.HangUpAsync();
        string left = await run.WaitForLineAsync("takes a restart: ");

        Assert.StartsWith($"{config}:4:8: unknown key 'risk.daily_entrys'", refused, StringComparison.Ordinal);
        Assert.Equal("7", unchanged);
        Assert.Equal("risk.fee_percent: 0.05 -> 0.1, symbols, strategies", left);
        Assert.Equal(("9", "0.05"), (await LimitAsync(http, "daily_entries"), await LimitAsync(http, "fee_percent")));
        Assert.Equal(0, await run.TerminateAsync());
        JsonElement[] configured = [.. (await PortfolioAsync(folder)).Where(e => e.GetProperty("manifest").GetString()!.StartsWith("limits-configured", StringComparison.Ordinal))];
        Assert.Equal(2, configured.Length);
        Assert.Contains($"reload of {config}", configured[1].GetRawText(), StringComparison.Ordinal);
    }

    // The exchange stands still, so the sales are on their way, with no answer, when the process is killed. Either it wakes and executes them,
    // with nobody to tell, or it is killed too and never had them.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Flatten_KilledInTheMiddle_GoesOnAfterTheRestartToFlatAndStaysLatched(bool salesAreLost)
    {
        using TemporaryFolder folder = new();
        await using CoinPilotProcess venue = StartExchange(folder, port: 0);
        Uri address = new(await venue.WaitForLineAsync("exchange "));
        using ExchangeView exchange = new(address);
        await using (CoinPilotProcess killed = StartRun(address, folder))
        {
            using HttpClient http = await OpenAsync(killed);
            await Until.TrueAsync(async () => Held(await StatusAsync(http)) >= 2, Limit, () => killed.Output);
            await venue.FreezeAsync();
            (await http.PostAsync("api/flatten?reason=enough", content: null)).EnsureSuccessStatusCode();
            await Until.TrueAsync(async () => (await StatusAsync(http)).GetProperty("lastOrders").EnumerateArray().Any(IsSaleUnderWay), Limit, () => killed.Output);
            Assert.True(Held(await StatusAsync(http)) >= 1, "all was sold before the kill");
            await killed.KillAsync();
        }
        await (salesAreLost ? venue.KillAsync() : venue.ThawAsync());
        await using CoinPilotProcess? again = salesAreLost ? StartExchange(folder, address.Port) : null;
        if (again is not null)
        {
            await again.WaitForLineAsync("exchange ");
            Assert.NotEqual(0m, (await exchange.OrdersAsync()).Sum(o => o.Side == "bid" ? o.Executed : -o.Executed));
        }

        await using CoinPilotProcess run = StartRun(address, folder);
        using (HttpClient http = await OpenAsync(run))
        {
            JsonElement status = default;
            await Until.TrueAsync(async () => Held(status = await StatusAsync(http)) == 0 && Denials(status, RiskCode.KillSwitch) > 0, Limit, () => $"{status}\n{run.Output}");
            Assert.Equal(("enough", "enough"), (status.GetProperty("killSwitch").GetString(), status.GetProperty("flatten").GetString()));
            await QuietEnd.StopAsync(run, http);
        }
        JsonElement audit = await AuditRun.RequireCleanAsync(folder.Path);
        await AuditRun.RequireEqualAsync(audit, exchange);
        Assert.All(audit.GetProperty("positions").EnumerateArray(), p => Assert.Equal("0", p.GetProperty("quantity").GetString()));
        Assert.Single(await PortfolioAsync(folder), e => e.GetProperty("manifest").GetString()!.StartsWith("flatten-ordered", StringComparison.Ordinal));
    }

    private static CoinPilotProcess StartExchange(TemporaryFolder folder, int port) =>
        CoinPilotProcess.Start("exchange", "--port", $"{port}", "--speed", "600", "--data", folder.In("exchange"));

    private static CoinPilotProcess StartRun(Uri exchange, TemporaryFolder folder) => CoinPilotProcess.Start(
        ["run", "--exchange", exchange.ToString(), "--data", folder.Path, "--port", "0", .. Unlimited.Pace,
            "--strategy", "ma-cross", "--set", "ma-cross.fast=1", "--set", "ma-cross.slow=10"]);

    private static async Task<HttpClient> OpenAsync(CoinPilotProcess run)
    {
        HttpClient http = new() { BaseAddress = new Uri(await run.WaitForLineAsync("dashboard ")) };
        http.DefaultRequestHeaders.Add("X-CoinPilot", "test");
        await run.WaitForLineAsync("trading ");
        return http;
    }

    private static bool IsSaleUnderWay(JsonElement order) =>
        order.GetProperty("side").GetString() == "Sell" && order.GetProperty("status").GetString() is "Submitted" or "Unknown";

    private static int Held(JsonElement status) => status.GetProperty("positions").EnumerateArray().Count(p => p.GetProperty("quantity").GetString() != "0");

    private static long Denials(JsonElement status, string code) =>
        status.GetProperty("denials").EnumerateArray().Where(d => d.GetProperty("code").GetString() == code).Sum(d => d.GetProperty("count").GetInt64());

    private static async Task<JsonElement> StatusAsync(HttpClient http) => JsonDocument.Parse(await http.GetStringAsync("api/status")).RootElement;

    private static async Task<string> LimitAsync(HttpClient http, string key)
    {
        using JsonDocument risk = JsonDocument.Parse(await http.GetStringAsync("api/risk"));
        return risk.RootElement.GetProperty("limits").GetProperty(key).GetString()!;
    }

    private static async Task<JsonElement[]> PortfolioAsync(TemporaryFolder folder)
    {
        (int code, string output, string errors) = await CoinPilotProcess.RunAsync("journal", "show", "portfolio", "--data", folder.Path, "--json");
        Assert.True(code == 0, errors);
        return [.. output.Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static bool IsHangUpIgnored()
    {
        string? ignored = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        return ignored is not null && (Convert.ToUInt64(ignored["SigIgn:".Length..].Trim(), 16) & 1) != 0;
    }
}

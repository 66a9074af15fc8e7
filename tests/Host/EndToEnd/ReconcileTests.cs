using System.Globalization;
using System.Text.Json;
using CoinPilot.Actors.Trading;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.Orders;
using CoinPilot.Tests.Processes;
using CoinPilot.Values;

namespace CoinPilot.Tests.EndToEnd;

/// <summary>Somebody trades by hand on the account of a running system.</summary>
public sealed class ReconcileTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task ManualOrder_AtTheExchange_IsAdoptedOnceAndIsNobodysStrategys()
    {
        using TemporaryFolder folder = new();
        await using CoinPilotProcess exchange = CoinPilotProcess.Start("exchange", "--port", "0", "--speed", "60", "--data", folder.In("exchange"));
        Uri address = new(await exchange.WaitForLineAsync("exchange "));
        Uri api = await RunAsync(folder, address, async (api, run) =>
        {
            await BuyByHandAsync(address);
            await Until.TrueAsync(async () => await HeldByOthersAsync(api) > 0, Limit, () => run.Output);
            (int code, string output, _) = await CoinPilotProcess.RunAsync("positions", "reconcile", "--api", api.ToString());
            Assert.True(code == 0, output);
            Assert.Contains("KRW-BTC: agrees", output, StringComparison.Ordinal);
        });
        await AuditRun.RequireCleanAsync(folder.Path);
        int events = await PositionEventsAsync(folder);
        Assert.True(events > 0);

        await RunAsync(folder, address, async (api, _) => Assert.True(await HeldByOthersAsync(api) > 0));
        JsonElement audit = await AuditRun.RequireCleanAsync(folder.Path);
        Assert.Equal(events, await PositionEventsAsync(folder));
        using ExchangeView view = new(address);
        await AuditRun.RequireEqualAsync(audit, view);
    }

    [Fact]
    public async Task Cash_ComparedAgainAndAgainWhileManyOrdersFill_IsNeverFoundWrong()
    {
        using TemporaryFolder folder = new();
        await using CoinPilotProcess exchange = CoinPilotProcess.Start("exchange", "--port", "0", "--speed", "600", "--data", folder.In("exchange"));
        Uri address = new(await exchange.WaitForLineAsync("exchange "));
        await using CoinPilotProcess run = CoinPilotProcess.Start(
            ["run", "--exchange", address.ToString(), "--data", folder.Path, "--port", "0", .. Unlimited.Pace,
            "--strategy", "ma-cross", "--set", "ma-cross.fast=1", "--set", "ma-cross.slow=3"]);
        Uri api = new(await run.WaitForLineAsync("dashboard "));
        await run.WaitForLineAsync("trading ");
        using HttpClient http = new() { BaseAddress = api };
        http.DefaultRequestHeaders.Add("X-CoinPilot", "test");
        using ExchangeView view = new(address);
        Dictionary<string, int> results = [];
        long orders = await view.OrderCountAsync();
        await Until.TrueAsync(async () =>
        {
            HttpResponseMessage answer = await http.PostAsync("api/reconcile", content: null);
            using JsonDocument lines = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            JsonElement cash = lines.RootElement.EnumerateArray().Single(s => s.GetProperty("symbol").GetString() == "KRW");
            string result = cash.GetProperty("result").GetString()!;
            results[result] = results.GetValueOrDefault(result) + 1;
            return await view.OrderCountAsync() >= orders + 60 && results.GetValueOrDefault("agrees") >= 5;
        }, TimeSpan.FromSeconds(120), () => string.Join(", ", results) + run.Output);
        await QuietEnd.StopAsync(run, http);

        Assert.DoesNotContain("ALERT", run.Output, StringComparison.Ordinal);
        JsonElement audit = await AuditRun.RequireCleanAsync(folder.Path);
        await AuditRun.RequireEqualAsync(audit, view);
        Assert.Equal(JsonValueKind.Null, audit.GetProperty("cashProblem").ValueKind);
    }

    // The portfolio's own events are left out: it notes new heights of equity as prices move.
    private static async Task<int> PositionEventsAsync(TemporaryFolder folder)
    {
        (int code, string output, string errors) = await CoinPilotProcess.RunAsync("journal", "tail", "--data", folder.Path, "-n", "1000", "--json");
        Assert.True(code == 0, errors);
        return output.Split('\n').Count(line => line.Contains("position/KRW-BTC", StringComparison.Ordinal));
    }

    // A strategy that never trades: what changes is by hand.
    private static async Task<Uri> RunAsync(TemporaryFolder folder, Uri exchange, Func<Uri, CoinPilotProcess, Task> act)
    {
        await using CoinPilotProcess run = CoinPilotProcess.Start(
            "run", "--exchange", exchange.ToString(), "--data", folder.Path, "--port", "0", "--symbols", "KRW-BTC",
            "--strategy", "ma-cross", "--set", "ma-cross.fast=499", "--set", "ma-cross.slow=500", "--set", "ma-cross.minutes=1440");
        Uri api = new(await run.WaitForLineAsync("dashboard "));
        await run.WaitForLineAsync("orders: connected");
        await act(api, run);
        Assert.Equal(0, await run.TerminateAsync());
        return api;
    }

    private static async Task BuyByHandAsync(Uri exchange)
    {
        using UpbitRest rest = new(UpbitOptions.For(exchange, new UpbitCredentials("paper", "paper")), new UpbitCounters());
        Assert.IsType<ExecutionReport>(await new UpbitExecution(rest).SubmitAsync(new SubmitOrder(
            new ClientOrderId("by-hand-1"), Symbol.Parse("KRW-BTC"), OrderSide.Buy, OrderType.Market, TimeInForce.Gtc,
            Quantity.Zero, Price.None, Money.Of(100_000m)), CancellationToken.None));
    }

    private static async Task<decimal> HeldByOthersAsync(Uri api)
    {
        await CoinPilotProcess.RunAsync("positions", "reconcile", "--api", api.ToString());
        (_, string output, _) = await CoinPilotProcess.RunAsync("positions", "--json", "--api", api.ToString());
        JsonElement external = JsonDocument.Parse(output).RootElement.GetProperty("positions").EnumerateArray()
            .FirstOrDefault(p => p.GetProperty("kind").GetString() == "external");
        return external.ValueKind == JsonValueKind.Undefined ? 0 : decimal.Parse(external.GetProperty("quantity").GetString()!, CultureInfo.InvariantCulture);
    }
}

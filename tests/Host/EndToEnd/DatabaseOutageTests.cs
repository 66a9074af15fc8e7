using System.Text.Json;
using CoinPilot.Tests.Postgres;
using CoinPilot.Tests.Processes;
using Npgsql;

namespace CoinPilot.Tests.EndToEnd;

/// <summary>The journal's database goes away while a run trades, and comes back.</summary>
public sealed class DatabaseOutageTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_DatabaseAway_MakesNoEntriesGoesOnExitingAndLosesNothing(bool killed)
    {
        using PostgresCluster? cluster = PostgresCluster.TryStart(out string reason);
        Assert.SkipWhen(cluster is null, reason);
        using TemporaryFolder folder = new();
        TestStore store = TestStore.Postgres(folder, cluster.CreateDatabase());
        await File.WriteAllTextAsync(folder.In("c.yaml"), "storage:\n  ticks: true\n", TestContext.Current.CancellationToken);
        await using CoinPilotProcess venue = CoinPilotProcess.Start(
            "exchange", "--port", "0", "--speed", "200", "--data", folder.In("exchange"));
        Uri address = new(await venue.WaitForLineAsync("exchange "));
        using ExchangeView exchange = new(address);
        await using CoinPilotProcess run = CoinPilotProcess.Start(
            ["run", "--config", folder.In("c.yaml"), "--exchange", address.ToString(), .. store.Arguments, "--port", "0",
                "--strategy", "ma-cross", "--set", "ma-cross.fast=1", "--set", "ma-cross.slow=3", .. Unlimited.Pace]);
        using HttpClient http = new() { BaseAddress = new Uri(await run.WaitForLineAsync("dashboard ")) };
        await Until.TrueAsync(async () => (await StatusAsync(http)).GetProperty("positions").EnumerateArray()
            .Count(p => p.GetProperty("quantity").GetString() != "0") >= 3, Limit, () => run.Output + run.Errors);

        (int _, int sold) = await CountAsync(exchange);
        if (killed)
            cluster.Kill();
        else
            cluster.Stop();
        await run.WaitForLineAsync("journal: disconnected");
        // An entry that was past risk when the database went is still made; the next one is denied.
        await Until.TrueAsync(async () => await DenialsAsync(http) > 0 && await HasNoEntryUnderWayAsync(http), Limit, () => run.Output);
        (int bought, int _) = await CountAsync(exchange);
        await Until.TrueAsync(async () => (await CountAsync(exchange)).Sells > sold, Limit, () => run.Output);
        long denied = await DenialsAsync(http);
        await Until.TrueAsync(async () => await DenialsAsync(http) >= denied + 3, Limit, () => run.Output);
        (int boughtMeanwhile, int soldMeanwhile) = await CountAsync(exchange);
        cluster.Start();
        await run.WaitForLineAsync("all that waited is in the database");
        await Until.TrueAsync(async () => (await CountAsync(exchange)).Buys >= bought + 3, Limit, () => run.Output + run.Errors);

        Assert.Equal(bought, boughtMeanwhile);
        output.WriteLine($"{soldMeanwhile - sold} sold while the database was away, none bought");
        await QuietEnd.StopAsync(run, http);
        JsonElement audit = await AuditRun.RequireCleanAsync(store);
        await AuditRun.RequireEqualAsync(audit, exchange);
        Assert.Equal(audit.GetProperty("orders").GetInt64(), await CountAsync(store, "orders"));
        Assert.Equal(audit.GetProperty("fills").GetInt64(), await CountAsync(store, "fills"));
        Assert.True(await CountAsync(store, "candles") > 0, "no candle was kept");
        Assert.True(await CountAsync(store, "ticks") > 0, "no tick was kept");
    }

    private static async Task<long> CountAsync(TestStore store, string table)
    {
        await using NpgsqlConnection connection = new(store.Database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using NpgsqlCommand command = new($"SELECT count(*) FROM coinpilot.{table}", connection);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static async Task<(int Buys, int Sells)> CountAsync(ExchangeView exchange)
    {
        IReadOnlyList<ExchangeOrder> orders = await exchange.OrdersAsync();
        return (orders.Count(o => o.Side == "bid"), orders.Count(o => o.Side == "ask"));
    }

    private static async Task<long> DenialsAsync(HttpClient http) => (await StatusAsync(http)).GetProperty("denials").EnumerateArray()
        .Where(d => d.GetProperty("code").GetString() == "RISK_NO_JOURNAL").Sum(d => d.GetProperty("count").GetInt64());

    private static async Task<bool> HasNoEntryUnderWayAsync(HttpClient http) => (await StatusAsync(http)).GetProperty("lastOrders").EnumerateArray()
        .Where(o => o.GetProperty("side").GetString() == "Buy")
        .All(o => o.GetProperty("status").GetString() is "Filled" or "Cancelled" or "Rejected");

    private static async Task<JsonElement> StatusAsync(HttpClient http) => JsonDocument.Parse(await http.GetStringAsync("api/status")).RootElement;
}

using System.Diagnostics;
using System.Text.Json;
using CoinPilot.Tests.Postgres;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.EndToEnd;

public sealed class StandbyTests(PostgresServer server, ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TakeOverLimit = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Standby_FirstKilled_TakesOverInTimeAndGoesOnExactly(bool inDatabase)
    {
        using TemporaryFolder folder = new();
        TestStore store = TestStore.Of(inDatabase, folder, server);
        await using CoinPilotProcess venue = StartVenue(folder);
        Uri address = new(await venue.WaitForLineAsync("exchange "));
        using ExchangeView exchange = new(address);
        await using CoinPilotProcess first = StartRun(address, store);
        await TradeAsync(first, exchange, orders: 5);
        await using CoinPilotProcess second = StartRun(address, store, "--standby");
        string waiting = await second.WaitForLineAsync("standing by: ");
        await TradeAsync(first, exchange, orders: 5);

        long killed = Stopwatch.GetTimestamp();
        await first.KillAsync();
        await second.WaitForLineAsync("trading ");
        TimeSpan took = Stopwatch.GetElapsedTime(killed);
        await TradeAsync(second, exchange, orders: 5);

        Assert.Contains($"process {first.Id} on {Environment.MachineName}", waiting, StringComparison.Ordinal);
        Assert.True(took < TakeOverLimit, $"took {took}");
        output.WriteLine($"took over within {took.TotalSeconds:F1} s");
        await StopAndCompareAsync(second, store, exchange);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Standby_FirstStandsStill_TakesOverAndTheFirstStopsWhenItWakes(bool inDatabase)
    {
        using TemporaryFolder folder = new();
        TestStore store = TestStore.Of(inDatabase, folder, server);
        await using CoinPilotProcess venue = StartVenue(folder);
        Uri address = new(await venue.WaitForLineAsync("exchange "));
        using ExchangeView exchange = new(address);
        await using CoinPilotProcess first = StartRun(address, store);
        await TradeAsync(first, exchange, orders: 5);
        await using CoinPilotProcess second = StartRun(address, store, "--standby");
        await second.WaitForLineAsync("standing by: ");

        long frozen = Stopwatch.GetTimestamp();
        await first.FreezeAsync();
        await second.WaitForLineAsync("trading ");
        TimeSpan took = Stopwatch.GetElapsedTime(frozen);
        await TradeAsync(second, exchange, orders: 3);
        await first.ThawAsync();
        int code = await first.WaitForExitAsync();
        await TradeAsync(second, exchange, orders: 3);

        Assert.Equal(1, code);
        Assert.Contains("was taken over by", first.Errors, StringComparison.Ordinal);
        Assert.Contains($"process {second.Id} on {Environment.MachineName}", first.Errors, StringComparison.Ordinal);
        Assert.True(took < TakeOverLimit, $"took {took}");
        await StopAndCompareAsync(second, store, exchange);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_SecondOnTheSameJournal_OnlyReadsAndSaysWhoTrades(bool inDatabase)
    {
        using TemporaryFolder folder = new();
        TestStore store = TestStore.Of(inDatabase, folder, server);
        await using CoinPilotProcess venue = StartVenue(folder);
        Uri address = new(await venue.WaitForLineAsync("exchange "));
        await using CoinPilotProcess first = StartRun(address, store);
        await first.WaitForLineAsync("trading ");
        await using CoinPilotProcess second = StartRun(address, store);

        string said = await second.WaitForLineAsync("read-only: ");
        using HttpClient http = new() { BaseAddress = new Uri(await second.WaitForLineAsync("follower ")) };
        using HttpResponseMessage ready = await http.GetAsync("readyz", TestContext.Current.CancellationToken);
        string why = await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        await second.WaitForLineAsync("following: ");

        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains(said, why, StringComparison.Ordinal);
        Assert.Contains($"process {first.Id} on {Environment.MachineName}", said, StringComparison.Ordinal);
        Assert.Equal(0, await second.TerminateAsync());
        Assert.DoesNotContain("dashboard ", second.Output, StringComparison.Ordinal);
        Assert.Equal(0, await first.TerminateAsync());
    }

    private static CoinPilotProcess StartVenue(TemporaryFolder folder) =>
        CoinPilotProcess.Start("exchange", "--port", "0", "--speed", "600", "--data", folder.In("exchange"));

    private static CoinPilotProcess StartRun(Uri exchange, TestStore store, params string[] more) => CoinPilotProcess.Start(
        ["run", "--exchange", exchange.ToString(), .. store.Arguments, "--port", "0",
            "--strategy", "ma-cross", "--set", "ma-cross.fast=1", "--set", "ma-cross.slow=3", .. Unlimited.Pace, .. more]);

    private static async Task TradeAsync(CoinPilotProcess run, ExchangeView exchange, int orders)
    {
        await run.WaitForLineAsync("trading ");
        long target = await exchange.OrderCountAsync() + orders;
        await Until.TrueAsync(async () => await exchange.OrderCountAsync() >= target, Limit, () => run.Output + run.Errors);
    }

    private static async Task StopAndCompareAsync(CoinPilotProcess run, TestStore store, ExchangeView exchange)
    {
        using HttpClient http = new() { BaseAddress = new Uri(await run.WaitForLineAsync("dashboard ")) };
        await QuietEnd.StopAsync(run, http);
        JsonElement audit = await AuditRun.RequireCleanAsync(store);
        await AuditRun.RequireEqualAsync(audit, exchange);
    }
}

using System.Text.Json;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.EndToEnd;

public sealed class KillTests(ITestOutputHelper output)
{
    private const int Kills = 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Run_KilledTwentyTimes_LosesNothingAndSendsNothingTwice()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        using TemporaryFolder folder = new();
        await using CoinPilotProcess venue = CoinPilotProcess.Start(
            "exchange", "--port", "0", "--speed", "600", "--data", folder.In("exchange"));
        Uri address = new(await venue.WaitForLineAsync("exchange "));
        using ExchangeView exchange = new(address);

        for (int kill = 0; kill < Kills; kill++)
        {
            await using CoinPilotProcess run = StartRun(address, folder);
            await WaitForMomentAsync(run, exchange, random);
            await run.KillAsync();
            await AuditRun.RequireCleanAsync(folder.Path);
        }

        await StopInOrderAsync(address, folder);
        JsonElement audit = await AuditRun.RequireCleanAsync(folder.Path);
        await AuditRun.RequireEqualAsync(audit, exchange);
        output.WriteLine($"{await exchange.OrderCountAsync()} orders at the exchange, {audit.GetProperty("orders")} in the journal");
        Assert.True(audit.GetProperty("fills").GetInt64() >= Kills, "too little was traded to prove anything");
    }

    private static CoinPilotProcess StartRun(Uri exchange, TemporaryFolder folder) => CoinPilotProcess.Start(
        "run", "--exchange", exchange.ToString(), "--data", folder.Path, "--port", "0",
        "--strategy", "ma-cross", "--set", "ma-cross.fast=1", "--set", "ma-cross.slow=3");

    // Now and then while it still starts, else a few orders later, with a little luck in the middle of one.
    private static async Task WaitForMomentAsync(CoinPilotProcess run, ExchangeView exchange, Random random)
    {
        await run.WaitForLineAsync("dashboard ");
        if (random.Next(5) == 0)
            return;
        long target = await exchange.OrderCountAsync() + random.Next(1, 12);
        await Until.TrueAsync(async () => await exchange.OrderCountAsync() >= target, Limit, () => run.Output);
    }

    private static async Task StopInOrderAsync(Uri exchange, TemporaryFolder folder)
    {
        await using CoinPilotProcess last = StartRun(exchange, folder);
        Uri dashboard = new(await last.WaitForLineAsync("dashboard "));
        await last.WaitForLineAsync("trading ");
        using HttpClient http = new() { BaseAddress = dashboard };
        await QuietEnd.StopAsync(last, http);
    }
}

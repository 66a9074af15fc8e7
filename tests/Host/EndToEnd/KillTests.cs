using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CoinPilot.Tests.Postgres;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.EndToEnd;

/// <summary>
/// Kills at random moments, then compares journal and exchange to the last digit. Few points here; <c>./build.sh kills --points N</c> sets
/// how many, and <c>--seed S</c> where they lie.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    public enum Killed
    {
        /// <summary>The run, with its journal in files.</summary>
        Files,

        /// <summary>The same, with part of a write that was never finished left at the end.</summary>
        TornWrite,

        /// <summary>The run, with its journal in PostgreSQL.</summary>
        Database,

        /// <summary>PostgreSQL first, then the run, which goes on without it.</summary>
        Server,
    }

    [Theory]
    [InlineData(Killed.Files, 6)]
    [InlineData(Killed.TornWrite, 3)]
    [InlineData(Killed.Database, 3)]
    [InlineData(Killed.Server, 3)]
    public async Task Run_KilledAtRandomPoints_LosesNothingSendsNothingTwiceAndRestartsWithoutNewEvents(Killed what, int points)
    {
        points = Setting("COINPILOT_KILL_POINTS") ?? points;
        int seed = Setting("COINPILOT_KILL_SEED") ?? Environment.TickCount;
        output.WriteLine($"{what}: {points} points, seed {seed}");
        Random random = new(seed);
        using TemporaryFolder folder = new();
        string reason = "";
        using PostgresCluster? cluster = what is Killed.Database or Killed.Server ? PostgresCluster.TryStart(out reason) : null;
        Assert.SkipWhen(what is Killed.Database or Killed.Server && cluster is null, reason);
        TestStore store = cluster is null ? TestStore.Files(folder) : TestStore.Postgres(folder, cluster.CreateDatabase());
        await using CoinPilotProcess venue = CoinPilotProcess.Start(
            "exchange", "--port", "0", "--speed", "600", "--data", folder.In("exchange"));
        Uri address = new(await venue.WaitForLineAsync("exchange "));
        using ExchangeView exchange = new(address);

        long start = Stopwatch.GetTimestamp();
        for (int point = 1; point <= points; point++)
        {
            await using CoinPilotProcess run = StartRun(address, store);
            await WaitForMomentAsync(run, exchange, random, atLeast: point == 1 ? points : 0);
            await KillAsync(what, run, cluster, random);
            if (what == Killed.TornWrite)
                TearWrite(folder, random);
            if (point % 10 == 0 || point == points)
            {
                await AuditRun.RequireCleanAsync(store);
                output.WriteLine($"{point} points, {point / Stopwatch.GetElapsedTime(start).TotalMinutes:F1} a minute");
            }
        }

        await using (CoinPilotProcess last = StartRun(address, store))
        {
            using HttpClient http = new() { BaseAddress = new Uri(await last.WaitForLineAsync("dashboard ")) };
            await last.WaitForLineAsync("trading ");
            await QuietEnd.StopAsync(last, http);
        }
        JsonElement audit = await AuditRun.RequireCleanAsync(store);
        await AuditRun.RequireEqualAsync(audit, exchange);
        await RestartAsync(address, store, folder);
        JsonElement again = await AuditRun.RequireCleanAsync(store);

        output.WriteLine($"{await exchange.OrderCountAsync()} orders at the exchange, {audit.GetProperty("orders")} in the journal");
        Assert.True(audit.GetProperty("fills").GetInt64() >= points, "too little was traded to prove anything");
        Assert.True(
            audit.GetProperty("events").GetInt64() == again.GetProperty("events").GetInt64(),
            $"the restart added to {audit.GetProperty("events")} events; the newest:\n{(await CoinPilotProcess.RunAsync(["journal", "tail", "-n", "12", .. store.Arguments])).Output}");
    }

    private static CoinPilotProcess StartRun(Uri exchange, TestStore store) => CoinPilotProcess.Start(
        ["run", "--exchange", exchange.ToString(), .. store.Arguments, "--port", "0", .. Unlimited.Pace,
            "--strategy", "ma-cross", "--set", "ma-cross.fast=1", "--set", "ma-cross.slow=3"]);

    // Entries are halted, and what is held belongs to a strategy that is not here: nothing is left to decide.
    private static async Task RestartAsync(Uri exchange, TestStore store, TemporaryFolder folder)
    {
        string config = folder.In("idle.yaml");
        await File.WriteAllTextAsync(config, "strategies:\n  - {strategy: ma-cross, name: idle, parameters: {fast: 499, slow: 500}}\n");
        await using CoinPilotProcess run = CoinPilotProcess.Start(
            ["run", "--config", config, "--exchange", exchange.ToString(), .. store.Arguments, "--port", "0", .. Unlimited.Pace]);
        await run.WaitForLineAsync("trading ");
        Assert.Equal(0, await run.TerminateAsync());
    }

    // Now and then while it still starts, else a few orders later, with a little luck in the middle of one.
    private static async Task WaitForMomentAsync(CoinPilotProcess run, ExchangeView exchange, Random random, int atLeast)
    {
        await run.WaitForLineAsync("dashboard ");
        if (random.Next(5) == 0 && atLeast == 0)
            return;
        long target = await exchange.OrderCountAsync() + atLeast + random.Next(1, 12);
        await Until.TrueAsync(async () => await exchange.OrderCountAsync() >= target, Limit, () => run.Output + run.Errors);
    }

    private static async Task KillAsync(Killed what, CoinPilotProcess run, PostgresCluster? cluster, Random random)
    {
        if (what != Killed.Server)
        {
            await run.KillAsync();
            return;
        }
        cluster!.Kill();
        if (random.Next(2) == 0)
            await Task.Delay(random.Next(1000));
        bool isBackFirst = random.Next(3) == 0;
        if (isBackFirst)
            cluster.Start();
        await run.KillAsync();
        if (!isBackFirst)
            cluster.Start();
    }

    // A write that the kill cut off: the front part of a record, as it would have become.
    private static void TearWrite(TemporaryFolder folder, Random random)
    {
        string? segment = Directory.Exists(folder.In("journal")) ? Directory.GetFiles(folder.In("journal"), "*.cpj").Max(StringComparer.Ordinal) : null;
        if (segment is null)
            return;
        byte[] bytes = File.ReadAllBytes(segment);
        int last = bytes.AsSpan().LastIndexOf("CPJA"u8);
        if (last < 0)
            return;
        using FileStream file = new(segment, FileMode.Append);
        file.Write(bytes.AsSpan(last, random.Next(1, bytes.Length - last)));
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : null;
}

using System.Globalization;
using System.Text.Json;
using CoinPilot.Tests.Postgres;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.EndToEnd;

/// <summary>Runs of the real executable, recorded as they went and replayed: every order comes out byte for byte.</summary>
public sealed class SessionReplayTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Replay_OfAnHourWithOperatorAndKill_GivesTheSameOrders()
    {
        await using CoinPilotProcess venue = CoinPilotProcess.Start("exchange", "--port", "0", "--speed", "600", "--data", _folder.In("exchange"));
        string exchange = await venue.WaitForLineAsync("exchange ");
        DateTimeOffset start = DateTimeOffset.UtcNow;
        await using (CoinPilotProcess run = Start(workers: 3, "--exchange", exchange))
        {
            using HttpClient http = await OrdersAsync(run, 25);
            string api = http.BaseAddress!.ToString();
            Assert.Equal(0, (await CoinPilotProcess.RunAsync("halt", "to see", "--api", api)).ExitCode);
            Assert.Equal(0, (await CoinPilotProcess.RunAsync("risk", "set", "max_positions=3", "to see", "--api", api)).ExitCode);
            Assert.Equal(0, (await CoinPilotProcess.RunAsync("resume", "seen", "--api", api)).ExitCode);
            Assert.Equal(0, (await CoinPilotProcess.RunAsync("strategies", "--api", api)).ExitCode);
            await OrdersAsync(run, 20);
            JsonElement running = await RequireSameAsync();
            Assert.InRange(running.GetProperty("orders").GetInt64(), 45, 100_000);
            await OrdersAsync(run, 20);
            await run.KillAsync();
        }
        await using (CoinPilotProcess again = Start(workers: 2, "--exchange", exchange))
        {
            await OrdersAsync(again, 30);
            await Until.TrueAsync(() => DateTimeOffset.UtcNow - start > TimeSpan.FromSeconds(6), Limit, () => again.Output);
            Assert.Equal(0, await again.TerminateAsync());
        }

        JsonElement report = await RequireSameAsync();
        JsonElement audit = await AuditRun.RequireCleanAsync(_folder.Path);
        Assert.Equal(audit.GetProperty("orders").GetInt64(), report.GetProperty("orders").GetInt64());
        Assert.Equal(audit.GetProperty("events").GetInt64(), report.GetProperty("events").GetInt64());
        Assert.True(report.GetProperty("orders").GetInt64() >= 50);
        Assert.Equal([false, true], report.GetProperty("sessions").EnumerateArray().Select(s => s.GetProperty("endedInOrder").GetBoolean()));
        await RequireRangeAsync(report);
        await RequireDamageIsFoundAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Replay_OfARunOnPaper_GivesTheSameOrders()
    {
        await using CoinPilotProcess venue = CoinPilotProcess.Start("exchange", "--port", "0", "--speed", "600", "--data", _folder.In("exchange"));
        string exchange = await venue.WaitForLineAsync("exchange ");
        await using (CoinPilotProcess run = Start(workers: 3, "--exchange", exchange, "--paper"))
        {
            await OrdersAsync(run, 20);
            Assert.Equal(0, await run.TerminateAsync());
        }

        JsonElement report = await RequireSameAsync();
        Assert.True(report.GetProperty("orders").GetInt64() >= 20);
        await RequireDiffAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Replay_OfARunWithItsJournalInADatabase_GivesTheSameOrders()
    {
        using PostgresCluster? cluster = PostgresCluster.TryStart(out string reason);
        Assert.SkipWhen(cluster is null, reason);
        TestStore store = TestStore.Postgres(_folder, cluster!.CreateDatabase());
        await using CoinPilotProcess venue = CoinPilotProcess.Start("exchange", "--port", "0", "--speed", "600", "--data", _folder.In("exchange"));
        string exchange = await venue.WaitForLineAsync("exchange ");
        foreach (bool isLast in (bool[])[false, true])
        {
            await using CoinPilotProcess run = CoinPilotProcess.Start(
                ["run", .. store.Arguments, "--port", "0", "--workers", "2", .. Unlimited.Pace, "--strategy", "ma-cross", "--set", "ma-cross.fast=1", "ma-cross.slow=3",
                    "--exchange", exchange]);
            await OrdersAsync(run, 10);
            if (isLast)
                Assert.Equal(0, await run.TerminateAsync());
            else
                await run.KillAsync();
        }

        (int code, string output, string errors) = await CoinPilotProcess.RunAsync(["replay", .. store.Arguments]);

        Assert.True(code == 0, $"replay exited with {code}:\n{output}\n{errors}");
        Assert.Contains("byte for byte the same", output, StringComparison.Ordinal);
        _folder.Dispose();
    }

    [Fact]
    public async Task Replay_WhereNothingIsRecorded_SaysSo()
    {
        (int code, string _, string errors) = await CoinPilotProcess.RunAsync("replay", "--data", _folder.Path);
        Assert.Equal(2, code);
        Assert.Contains("there is no recorded session in", errors, StringComparison.Ordinal);
        (code, _, errors) = await CoinPilotProcess.RunAsync("replay", "--data", _folder.Path, "--from", "yesterday");
        Assert.Equal(2, code);
        Assert.Contains("--from 'yesterday' is not a time like", errors, StringComparison.Ordinal);
        _folder.Dispose();
    }

    private CoinPilotProcess Start(int workers, params string[] more) => CoinPilotProcess.Start(
        ["run", "--data", _folder.Path, "--port", "0", "--workers", $"{workers}", .. Unlimited.Pace, "--strategy", "ma-cross", "volatility-breakout",
            "--set", "ma-cross.fast=1", "ma-cross.slow=3", .. more]);

    // The dashboard's address, once so many more orders were filled.
    private static async Task<HttpClient> OrdersAsync(CoinPilotProcess run, long more)
    {
        HttpClient http = new() { BaseAddress = new Uri(await run.WaitForLineAsync("dashboard ")) };
        await run.WaitForLineAsync("trading ");
        long from = await FillsAsync(http);
        await Until.TrueAsync(async () => await FillsAsync(http) >= from + more, Limit, () => run.Output + run.Errors);
        return http;
    }

    private static async Task<long> FillsAsync(HttpClient http) =>
        JsonDocument.Parse(await http.GetStringAsync("api/status")).RootElement.GetProperty("fills").GetInt64();

    private async Task<JsonElement> RequireSameAsync(params string[] more)
    {
        (int code, string output, string errors) = await CoinPilotProcess.RunAsync(["replay", "--data", _folder.Path, "--json", .. more]);
        Assert.True(code == 0, $"replay exited with {code}:\n{output}\n{errors}");
        return JsonDocument.Parse(output).RootElement;
    }

    // Other parameters are shown trade by trade; what does not exist is named.
    private async Task RequireDiffAsync()
    {
        JsonElement other = await RequireSameAsync("--set", "ma-cross.slow=9", "risk.max_order_percent=10");
        Assert.Contains(other.GetProperty("trades").EnumerateArray(), t => t.GetProperty("match").GetString() != "same");
        Assert.True(other.GetProperty("answeredByModel").GetInt64() > 0);

        foreach ((string set, string error) in new[]
        {
            ("ma-cross.slo=9", "'ma-cross' has no parameter 'slo'; it has: fast, minutes, slow; did you mean 'slow'?"),
            ("ma-crss.slow=9", "did you mean 'ma-cross'?"), ("risk.max_position=2", "did you mean 'max_positions'?"),
            ("risk.max_positions=many", "not 'many'"), ("ma-cross.slow=x", "'x' is no number"), ("slow=9", "is neither strategy.key=value nor risk.key=value"),
        })
        {
            (int code, _, string errors) = await CoinPilotProcess.RunAsync("replay", "--data", _folder.Path, "--set", set);
            Assert.Equal(2, code);
            Assert.Contains(error, errors, StringComparison.Ordinal);
        }
    }

    // From the middle of the second session, named in Korean time.
    private async Task RequireRangeAsync(JsonElement all)
    {
        DateTimeOffset from = all.GetProperty("sessions")[1].GetProperty("startedAt").GetDateTimeOffset().AddSeconds(3);
        string korean = from.ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-dd HH:mm:ss.fff 'KST'", CultureInfo.InvariantCulture);

        JsonElement part = await RequireSameAsync("--from", korean);

        Assert.Equal(1, part.GetProperty("sessions").GetArrayLength());
        Assert.InRange(part.GetProperty("orders").GetInt64(), 1, all.GetProperty("orders").GetInt64() - 1);
    }

    // A byte in the middle is named with its file; a tail that is cut off costs what was in it, and is said.
    private async Task RequireDamageIsFoundAsync()
    {
        string segment = Directory.GetFiles(_folder.In("sessions"), "*.cps", SearchOption.AllDirectories).Max(StringComparer.Ordinal)!;
        byte[] whole = await File.ReadAllBytesAsync(segment);
        byte[] bent = [.. whole];
        bent[whole.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(segment, bent);
        (int code, string _, string errors) = await CoinPilotProcess.RunAsync("replay", "--data", _folder.Path);
        Assert.Equal(2, code);
        Assert.Contains($"{Path.GetFileName(segment)} byte ", errors, StringComparison.Ordinal);

        await File.WriteAllBytesAsync(segment, whole[..(whole.Length * 2 / 3)]);
        (code, string output, _) = await CoinPilotProcess.RunAsync("replay", "--data", _folder.Path);
        Assert.Equal(1, code);
        Assert.Contains("are in no recording", output, StringComparison.Ordinal);
        Assert.Contains("byte for byte the same", output, StringComparison.Ordinal);
    }
}

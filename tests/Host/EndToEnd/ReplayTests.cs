using System.Text.Json;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.EndToEnd;

public sealed class ReplayTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Replay_OfARealMonth_TradesAndAuditsClean()
    {
        string file = RealData.RequireCandleFiles().First(f => f.Contains("SOL", StringComparison.Ordinal));
        using TemporaryFolder folder = new();
        await using CoinPilotProcess venue = CoinPilotProcess.Start("exchange", "--port", "0", "--replay", file, "--speed", "100000", "--no-limits");
        Uri address = new(await venue.WaitForLineAsync("exchange "));
        using ExchangeView exchange = new(address);
        await using (CoinPilotProcess run = CoinPilotProcess.Start(
            ["run", "--exchange", address.ToString(), "--data", folder.Path, "--port", "0", "--symbols", "KRW-SOL",
            "--strategy", "ma-cross", "--set", "ma-cross.minutes=15", .. Unlimited.Pace]))
        {
            await run.WaitForLineAsync("trading ");
            await Until.TrueAsync(exchange.IsFinishedAsync, Limit, () => run.Output);
            Assert.Equal(0, await run.TerminateAsync());
        }

        JsonElement audit = await AuditRun.RequireCleanAsync(folder.Path);
        await AuditRun.RequireEqualAsync(audit, exchange);
        // At this speed a busy machine sees fewer of the candles in time: well over a hundred on an idle one.
        Assert.True(audit.GetProperty("fills").GetInt64() > 20, $"only {audit.GetProperty("fills")} fills in a month");
    }
}

using System.Globalization;
using System.Text.Json;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.EndToEnd;

/// <summary>Ends a run so that nothing is under way: entries halted, every order settled, then SIGTERM.</summary>
internal static class QuietEnd
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    public static async Task StopAsync(CoinPilotProcess run, HttpClient dashboard)
    {
        dashboard.DefaultRequestHeaders.Add("X-CoinPilot", "test");
        (await dashboard.PostAsync("api/halt?reason=test", content: null)).EnsureSuccessStatusCode();
        await Until.TrueAsync(() => IsQuietAsync(dashboard), Limit, () => run.Output);
        Assert.Equal(0, await run.TerminateAsync());
    }

    private static async Task<bool> IsQuietAsync(HttpClient http)
    {
        using JsonDocument status = JsonDocument.Parse(await http.GetStringAsync("api/status"));
        bool settled = status.RootElement.GetProperty("lastOrders").EnumerateArray()
            .All(o => o.GetProperty("status").GetString() is "Filled" or "Cancelled" or "Rejected");
        return settled && decimal.Parse(status.RootElement.GetProperty("committed").GetString()!, CultureInfo.InvariantCulture) == 0;
    }
}

using System.CommandLine;
using System.Text.Json;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot quarantine</c>: shows the actors that failed too often, and starts them again.</summary>
internal static class QuarantineCommand
{
    public static Command Create()
    {
        Option<string> api = ApiClient.Option();
        Command list = new("list", "show who is in quarantine, and why") { api };
        list.SetAction((parsed, _) => ListAsync(parsed.GetRequiredValue(api)));
        Argument<string> path = new("path") { Description = "the actor, as list shows it" };
        Command lift = new("lift", "start an actor again") { path, api };
        lift.SetAction((parsed, _) => LiftAsync(parsed.GetRequiredValue(api), parsed.GetRequiredValue(path)));
        return new Command("quarantine", "actors that failed too often") { list, lift };
    }

    private static async Task<int> ListAsync(string api)
    {
        JsonElement status = await ApiClient.SendAsync(HttpMethod.Get, api, "/api/status");
        JsonElement all = status.GetProperty("quarantines");
        foreach (JsonElement one in all.EnumerateArray())
            Console.WriteLine($"{one.GetProperty("path").GetString()}: {one.GetProperty("reason").GetString()}");
        if (all.GetArrayLength() == 0)
            Console.WriteLine("nobody is in quarantine");
        return ExitCode.Done;
    }

    private static async Task<int> LiftAsync(string api, string path)
    {
        await ApiClient.SendAsync(HttpMethod.Post, api, $"/api/quarantine/lift?path={Uri.EscapeDataString(path)}");
        Console.WriteLine($"{path} starts again");
        return ExitCode.Done;
    }
}

using System.CommandLine;
using System.Text.Json;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot halt</c> and <c>coinpilot resume</c>: the kill switch. It stays on across restarts until resumed.</summary>
internal static class HaltCommand
{
    public static Command CreateHalt() => Create("halt", "deny every entry and cancel resting orders until resumed; exits go on", "/api/halt");

    public static Command CreateResume() => Create("resume", "allow entries again; ends a flattening too", "/api/resume");

    private static Command Create(string name, string description, string path)
    {
        Argument<string> reason = new("reason") { Description = "why; kept in the journal" };
        Option<string> api = ApiClient.Option();
        Command command = new(name, description) { reason, api };
        command.SetAction(async (parsed, _) =>
        {
            string why = Uri.EscapeDataString(parsed.GetRequiredValue(reason));
            JsonElement answer = await ApiClient.SendAsync(HttpMethod.Post, parsed.GetRequiredValue(api), $"{path}?reason={why}");
            string? halted = answer.GetProperty("killSwitch").GetString();
            Console.WriteLine(halted is null ? "entries are allowed" : $"entries are halted: {halted}");
            return ExitCode.Done;
        });
        return command;
    }
}

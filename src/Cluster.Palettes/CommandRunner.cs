using Akka.Actor;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;

namespace CoinPilot.Clustering.Palettes;

/// <summary>Puts commands to the node's API, and prints what it answers.</summary>
internal sealed class CommandRunner : CommandHandlerActor
{
    private readonly Func<string, string, Task<(int Status, string Body)>> _api;

    public CommandRunner(Func<string, string, Task<(int Status, string Body)>> api)
        : base(CoinPilotPalette.Palette)
    {
        _api = api;
        Process(CoinPilotPalette.Positions.Name, (_, _) => Ask("GET", "/api/positions"));
        Process(CoinPilotPalette.Quarantine.Name, (_, _) => Ask("GET", "/api/status"));
        Process(CoinPilotPalette.Halt.Name, (_, given) => Ask("POST", $"/api/halt?reason={TextOf(given)}"));
        Process(CoinPilotPalette.Resume.Name, (_, given) => Ask("POST", $"/api/resume?reason={TextOf(given)}"));
        Process(CoinPilotPalette.Flatten.Name, (_, given) => Ask("POST", $"/api/flatten?reason={TextOf(given)}"));
        Process(CoinPilotPalette.Lift.Name, (_, given) => Ask("POST", $"/api/quarantine/lift?path={TextOf(given)}"));
    }

    private static string TextOf(CommandArguments given) => Uri.EscapeDataString(given.ArgumentValues(CoinPilotPalette.Argument).Single());

    private void Ask(string method, string path) => AnswerAsync(method, path).PipeTo(Sender);

    private async Task<CommandResponse> AnswerAsync(string method, string path)
    {
        (int status, string body) = await _api(method, path);
        return new CommandResponse(status == 200 ? body : $"refused: {status} {body}");
    }
}

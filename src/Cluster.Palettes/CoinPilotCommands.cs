using Akka.Actor;
using Petabridge.Cmd.Host;

namespace CoinPilot.Clustering.Palettes;

/// <summary>Gives each session of the shell an actor that carries the palette's commands out.</summary>
internal sealed class CoinPilotCommands(Func<string, string, Task<(int Status, string Body)>> api) : CommandPaletteHandler(CoinPilotPalette.Palette)
{
    public override Props HandlerProps { get; } = Props.Create(() => new CommandRunner(api));
}

using Petabridge.Cmd;

namespace CoinPilot.Clustering.Palettes;

/// <summary>The commands of the palette <c>coinpilot</c>; each is a verb of the executable too.</summary>
internal static class CoinPilotPalette
{
    public const string Argument = "text";

    public static CommandDefinition Positions { get; } = Of("positions", "what every symbol holds");

    public static CommandDefinition Halt { get; } = Of("halt", "deny every entry and cancel resting orders until resumed", "why; kept in the journal");

    public static CommandDefinition Resume { get; } = Of("resume", "allow entries again; ends a flattening too", "why; kept in the journal");

    public static CommandDefinition Flatten { get; } = Of("flatten", "kill switch on, every order cancelled, every position sold", "why; kept in the journal");

    public static CommandDefinition Quarantine { get; } = Of("quarantine", "who is in quarantine, and why, with all else of the status");

    public static CommandDefinition Lift { get; } = Of("lift", "start an actor in quarantine again", "the actor's path");

    public static CommandPalette Palette { get; } = new("coinpilot", [Positions, Halt, Resume, Flatten, Quarantine, Lift]);

    private static CommandDefinition Of(string name, string description) => new CommandDefinitionBuilder().WithName(name).WithDescription(description).Build();

    private static CommandDefinition Of(string name, string description, string argument) => new CommandDefinitionBuilder().WithName(name).WithDescription(description)
        .WithArgument(a => a.IsMandatory(true).WithName(Argument).WithSwitch("-t").WithSwitch("--text").WithDescription(argument)).Build();
}

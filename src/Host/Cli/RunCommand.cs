using System.CommandLine;
using CoinPilot.App.Config;
using CoinPilot.App.Run;
using CoinPilot.Strategies;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot run</c></summary>
internal static class RunCommand
{
    private static readonly Option<string?> Config = ConfigCommand.FileOption();

    private static readonly Option<bool> Live = new("--live") { Description = "allow an exchange that is not on this machine: real orders, real money" };

    private static readonly Option<string[]> Symbols = Several("--symbols", "what to trade");

    private static readonly Option<string[]> Strategy = Several(
        "--strategy", $"strategies that run, by their names in the configuration or of: {string.Join(", ", StrategyCatalog.All.Select(d => d.Name))}");

    private static readonly Option<string[]> Set = Several("--set", "a parameter of a strategy, strategy.key=value");

    private static readonly Option<string[]> Risk = RiskCommand.LimitOption();

    // Each says a key of the configuration.
    private static readonly (Option<string?> Option, Setting Setting)[] Values =
    [
        One("--data", Settings.Data), One("--exchange", Settings.Address), One("--keys", Settings.KeysFile), One("--speed", Settings.Speed),
        One("--seed", Settings.Seed), One("--cash", Settings.Cash), One("--port", Settings.Port),
    ];

    public static Command Create()
    {
        Command command = new("run", "trade: on a local exchange of its own, or on the one that --exchange names") { Config, Live, Symbols, Strategy, Set, Risk };
        foreach ((Option<string?> option, Setting _) in Values)
            command.Add(option);
        command.SetAction((parsed, _) => RunSession.RunAsync(Read(parsed)));
        return command;
    }

    private static Option<string?> OptionOf(string name, Setting setting) =>
        new(name) { Description = setting.Meaning + (setting.Default is { } value ? $" [default: {value}]" : "") };

    private static (Option<string?> Option, Setting Setting) One(string name, Setting setting) => (OptionOf(name, setting), setting);

    private static Option<string[]> Several(string name, string meaning) =>
        new(name) { Description = meaning, AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };

    private static RunSettings Read(ParseResult parsed)
    {
        ConfigSource source = new(parsed.GetValue(Config), ConfigSource.ProcessEnvironment(), new ConfigOptions
        {
            Values = [.. Values.Where(v => parsed.GetValue(v.Option) is not null).Select(v => (v.Setting, v.Option.Name, parsed.GetValue(v.Option)!))],
            Symbols = parsed.GetRequiredValue(Symbols),
            Strategies = parsed.GetRequiredValue(Strategy),
            Set = parsed.GetRequiredValue(Set),
            Risk = parsed.GetRequiredValue(Risk),
        });
        RunSettings settings = RunSettings.Of(source, source.Load());
        if (settings.Exchange is { IsLoopback: false } far && !parsed.GetValue(Live))
            throw new UsageException($"{far} is not on this machine: --live says that real orders are meant");
        return settings;
    }
}

using System.CommandLine;
using CoinPilot.App.Clusters;
using CoinPilot.App.Config;
using CoinPilot.App.Run;
using CoinPilot.Strategies;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot run</c></summary>
internal static class RunCommand
{
    private static readonly Option<string?> Config = ConfigCommand.FileOption();

    private static readonly Option<bool> Live = new("--live") { Description = "allow an exchange that is not on this machine: real orders, real money" };

    private static readonly Option<bool> Paper = new("--paper") { Description = Settings.Paper.Meaning };

    private static readonly Option<bool> Standby = new("--standby") { Description = "while another process trades on the journal, wait, and take over when it is gone" };

    private static readonly Option<string[]> Symbols = Several("--symbols", "what to trade");

    private static readonly Option<string[]> Strategy = Several(
        "--strategy", $"strategies that run, by their names in the configuration or of: {string.Join(", ", StrategyCatalog.All.Select(d => d.Name))}");

    private static readonly Option<string[]> Set = Several("--set", "a parameter of a strategy, strategy.key=value");

    private static readonly Option<string[]> Risk = RiskCommand.LimitOption();

    private static readonly Option<string[]> SeedNodes = Several("--seed-nodes", Settings.SeedNodes.Meaning.Replace(", separated by commas", "", StringComparison.Ordinal));

    private static readonly Option<string[]> ContactPoints = Several("--contact-points", Settings.ContactPoints.Meaning.Replace(", separated by commas", "", StringComparison.Ordinal));

    // Each says a key of the configuration.
    private static readonly (Option<string?> Option, Setting Setting)[] Values =
    [
        One("--data", Settings.Data), One("--database", Settings.DatabaseFile), One("--outage-minutes", Settings.OutageMinutes),
        One("--exchange", Settings.Address), One("--venue", Settings.Venue),
        One("--keys", Settings.KeysFile), One("--speed", Settings.Speed), One("--seed", Settings.Seed), One("--cash", Settings.Cash),
        One("--port", Settings.Port), One("--record", Settings.RecordTo), One("--workers", Settings.Workers), One("--strategies", Settings.StrategiesFolder),
        One("--engine", Settings.Engine), One("--node-port", Settings.NodePort), One("--bind", Settings.NodeBind), One("--advertise", Settings.NodeAdvertise),
        One("--stable-after", Settings.StableAfter), One("--management-port", Settings.ManagementPort), One("--management-bind", Settings.ManagementBind),
    ];

    public static Command Create()
    {
        Command command = new("run", "trade: on a local exchange of its own, or on the one that --exchange names") { Config, Live, Paper, Standby, Symbols, Strategy, Set, Risk, SeedNodes, ContactPoints };
        foreach ((Option<string?> option, Setting _) in Values)
            command.Add(option);
        command.SetAction((parsed, _) =>
        {
            RunSettings settings = Read(parsed);
            return settings.Cluster.IsNode ? ClusterEntry.RunAsync(settings) : RunSession.RunAsync(settings);
        });
        return command;
    }

    private static (Option<string?> Option, Setting Setting) One(string name, Setting setting) =>
        (new Option<string?>(name) { Description = setting.Meaning + (setting.Default is { } value ? $" [default: {value}]" : "") }, setting);

    private static Option<string[]> Several(string name, string meaning) =>
        new(name) { Description = meaning, AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };

    private static RunSettings Read(ParseResult parsed)
    {
        List<(Setting, string, string)> said = [.. Values.Where(v => parsed.GetValue(v.Option) is not null).Select(v => (v.Setting, v.Option.Name, parsed.GetValue(v.Option)!))];
        if (parsed.GetRequiredValue(SeedNodes) is { Length: > 0 } seeds)
            said.Add((Settings.SeedNodes, "--seed-nodes", string.Join(',', seeds)));
        if (parsed.GetRequiredValue(ContactPoints) is { Length: > 0 } points)
            said.Add((Settings.ContactPoints, "--contact-points", string.Join(',', points)));
        if (parsed.GetValue(Paper))
            said.Add((Settings.Paper, "--paper", "true"));
        ConfigSource source = new(parsed.GetValue(Config), ConfigSource.ProcessEnvironment(), new ConfigOptions
        {
            Values = said,
            Symbols = parsed.GetRequiredValue(Symbols),
            Strategies = parsed.GetRequiredValue(Strategy),
            Set = parsed.GetRequiredValue(Set),
            Risk = parsed.GetRequiredValue(Risk),
        });
        RunSettings settings = RunSettings.Of(source, source.Load()) with { Standby = parsed.GetValue(Standby) };
        if (settings.VenueName != "upbit" && !settings.IsPaper)
            throw new UsageException($"--venue {settings.VenueName} takes no orders from here: --paper trades on its prices with play money");
        if (settings.Exchange is { IsLoopback: false } far && !settings.IsPaper && !parsed.GetValue(Live))
            throw new UsageException($"{far} is not on this machine: --live says that real orders are meant, --paper that none are");
        if (settings.Symbols.Select(s => s.Quote).Distinct().Count() > 1)
            throw new UsageException($"--symbols {string.Join(' ', settings.Symbols)}: one account counts in one currency");
        return settings;
    }
}

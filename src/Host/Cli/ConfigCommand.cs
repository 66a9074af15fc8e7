using System.CommandLine;
using System.Text.Json;
using CoinPilot.App.Config;
using CoinPilot.App.OwnStrategies;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot config</c>: checks, shows and describes the configuration, and has a running system read it again.</summary>
internal static class ConfigCommand
{
    public static Command Create() => new("config", "check, show, describe and reload the configuration") { CreateCheck(), CreateShow(), CreateExample(), CreateSchema(), CreateReload() };

    /// <summary>The option by which a verb is given its file.</summary>
    public static Option<string?> FileOption() =>
        new("--config") { Description = $"configuration file; without it ./{ConfigSource.DefaultFile} where it is there" };

    private static Command CreateCheck()
    {
        Argument<string> file = new("file") { Description = "the file to check" };
        Option<string?> own = StrategyOptions.Folder();
        Command check = new("check", "exit 1 names every problem by line and column") { file, own };
        check.SetAction(parsed =>
        {
            try
            {
                Configuration good = Load(parsed.GetRequiredValue(file), parsed.GetValue(own));
                Console.WriteLine($"{good.File}: good; {good.Symbols.Count} symbols, {good.Strategies.Count} strategies");
                return ExitCode.Done;
            }
            catch (ConfigException wrong)
            {
                foreach (ConfigProblem problem in wrong.Problems)
                    Console.Error.WriteLine(problem);
                return ExitCode.Failed;
            }
        });
        return check;
    }

    private static Command CreateShow()
    {
        Option<string?> file = FileOption();
        Option<string?> own = StrategyOptions.Folder();
        Option<bool> json = new("--json") { Description = "print it as JSON" };
        Command show = new("show", "every value in force and who said it: a line of the file, an environment variable or the default") { file, own, json };
        show.SetAction(parsed => Show(Load(parsed.GetValue(file), parsed.GetValue(own)), parsed.GetValue(json)));
        return show;
    }

    private static Configuration Load(string? file, string? strategies) =>
        new ConfigSource(file, ConfigSource.ProcessEnvironment(), new ConfigOptions { Values = StrategyOptions.Said(strategies) }).Load();

    private static int Show(Configuration configuration, bool json)
    {
        ShownValue[] values =
        [
            new(Settings.Symbols, string.Join(", ", configuration.Symbols), configuration.SymbolsSource, ""),
            new(Settings.Strategies, string.Join(", ", configuration.Strategies.Select(s => s.Name)), configuration.StrategiesSource, ""),
            .. Settings.All.Select(s => configuration.Values.TryGetValue(s.Path, out ConfigValue value)
                ? new ShownValue(s.Path, value.Text, value.Source, s.Variable)
                : new ShownValue(s.Path, "", "not set", s.Variable)),
        ];
        if (json)
            JsonOutput.Print(values);
        else
            foreach (ShownValue value in values)
                Console.WriteLine($"{value.Key,-34} {value.Value,-24} {value.Source}");
        return ExitCode.Done;
    }

    private static Command CreateSchema()
    {
        Option<string?> own = StrategyOptions.Folder();
        Command schema = new("schema", "print the JSON schema of the file, for editors") { own };
        schema.SetAction(parsed =>
        {
            JsonOutput.Print(ConfigSchema.Create(StrategyFolder.KindsWith(parsed.GetValue(own))));
            return ExitCode.Done;
        });
        return schema;
    }

    private static Command CreateExample()
    {
        Command example = new("example", "print a file with every key, its meaning, its range and its default");
        example.SetAction(_ =>
        {
            Console.Write(ConfigExample.Create());
            return ExitCode.Done;
        });
        return example;
    }

    private static Command CreateReload()
    {
        Option<string> api = ApiClient.Option();
        Command reload = new("reload", "have a running coinpilot run read its configuration again, as SIGHUP does") { api };
        reload.SetAction(async (parsed, _) =>
        {
            JsonElement answer = await ApiClient.SendAsync(HttpMethod.Post, parsed.GetRequiredValue(api), "/api/config/reload");
            foreach (JsonElement changed in answer.GetProperty("changed").EnumerateArray())
                Console.WriteLine($"in force: {changed.GetString()}");
            foreach (JsonElement left in answer.GetProperty("left").EnumerateArray())
                Console.WriteLine($"takes a restart: {left.GetString()}");
            if (answer.GetProperty("changed").GetArrayLength() + answer.GetProperty("left").GetArrayLength() == 0)
                Console.WriteLine("nothing changed");
            return ExitCode.Done;
        });
        return reload;
    }

    private sealed record ShownValue(string Key, string Value, string Source, string Variable);
}

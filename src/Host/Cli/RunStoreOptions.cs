using System.CommandLine;
using CoinPilot.App.Backtests.Runs;
using CoinPilot.App.Config;
using CoinPilot.App.Journals;
using CoinPilot.Runs;

namespace CoinPilot.App.Cli;

/// <summary>The options by which the verbs that look at runs name where those are kept; one set a verb.</summary>
internal sealed class RunStoreOptions
{
    private readonly Option<string?> _data = new("--data") { Description = "data folder; the runs are in its folder runs; without it the configuration's" };

    private readonly Option<string?> _config = ConfigCommand.FileOption();

    private readonly Option<bool> _json = new("--json") { Description = "print as JSON" };

    /// <summary>Gives the verb these options.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_data, _config, _json])
            command.Options.Add(option);
    }

    public RunStore Open(ParseResult parsed)
    {
        Configuration configuration = new ConfigSource(parsed.GetValue(_config), ConfigSource.ProcessEnvironment(), ConfigOptions.None).Load();
        return Open(parsed.GetValue(_data), configuration);
    }

    /// <summary>The runs of the folder, else of the configuration's; its database has them too.</summary>
    public static RunStore Open(string? dataFolder, Configuration configuration)
    {
        string folder = dataFolder ?? configuration.TextOf(Settings.Data)!;
        string? connection = JournalPlace.Choose(folder, configuration.TextOf(Settings.DatabaseFile)).ConnectionString;
        return new RunStore(folder, TimeProvider.System, connection is null ? null : new RunDatabase(connection));
    }

    /// <summary>Every run, the newest first; what cannot be read is told on stderr.</summary>
    public static Task<IReadOnlyList<RunRecord>> ReadAllAsync(RunStore store) => store.ReadAllAsync(problem => Console.Error.WriteLine($"coinpilot: {problem}"));

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);
}

using System.CommandLine;
using CoinPilot.App.Backtests.Runs;
using CoinPilot.App.Config;
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
        return new RunStore(parsed.GetValue(_data) ?? configuration.TextOf(Settings.Data)!, TimeProvider.System);
    }

    /// <summary>Every run, the newest first; what cannot be read is told on stderr.</summary>
    public static Task<IReadOnlyList<RunRecord>> ReadAllAsync(RunStore store) => store.ReadAllAsync(problem => Console.Error.WriteLine($"coinpilot: {problem}"));

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);
}

using System.CommandLine;
using CoinPilot.App.Optimisations;

namespace CoinPilot.App.Cli;

/// <summary>The options by which the verbs that look at optimisations name where those are kept; one set a verb.</summary>
internal sealed class OptimisationStoreOptions
{
    private readonly Option<string?> _data = new("--data") { Description = "data folder; optimisations are in its folder optimisations; without it the configuration's" };

    private readonly Option<string?> _config = ConfigCommand.FileOption();

    private readonly Option<bool> _json = CandleOptions.Json();

    /// <summary>Gives the verb these options.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_data, _config, _json])
            command.Options.Add(option);
    }

    public static OptimisationStore Open(ParseResult parsed) => new(OptimizeCommand.DataFolderOf(parsed));

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);
}

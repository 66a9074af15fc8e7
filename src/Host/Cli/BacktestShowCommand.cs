using System.CommandLine;
using System.Globalization;
using CoinPilot.App.Backtests.Runs;
using CoinPilot.Runs;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot backtest show</c></summary>
internal static class BacktestShowCommand
{
    private static readonly RunStoreOptions Store = new();

    private static readonly Argument<string> Id = IdArgument("run");

    public static Command Create()
    {
        Command command = new("show", "show all that is kept of a run") { Id };
        Store.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    /// <summary>An argument that names a run.</summary>
    public static Argument<string> IdArgument(string name) => new(name) { Description = "a run's id, the beginning of it, or last" };

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        RunStore store = Store.Open(parsed);
        RunRecord run = store.Find(await RunStoreOptions.ReadAllAsync(store), parsed.GetRequiredValue(Id));
        RunDetails details = RunDetails.Of(run, store.FolderOf(run.RunId));
        if (Store.IsJson(parsed))
            JsonOutput.Print(details);
        else
            Print(details);
        return ExitCode.Done;
    }

    private static void Print(RunDetails d)
    {
        Line("run", d.Run.RunId);
        Line("state", d.Run.State + (d.Run.Reason is { } reason ? $": {reason}" : ""));
        Line("asked for", $"{d.Run.Requested} ({d.Run.RequestedKst})");
        Line("started", d.Started);
        Line("ended", d.Run.Ended);
        Line("rerun of", d.Run.RerunOf);
        Line("engine", d.Run.EngineVersion);
        Line("dataHash", d.Run.DataHash);
        Line("resultHash", d.Run.ResultHash);
        Line("command", $"coinpilot {string.Join(' ', d.Arguments)}");
        foreach (RunDetails.Input i in d.Inputs)
            Line("candles", $"{i.Symbol} {i.Candles:N0} of {(i.Venue is null ? "" : i.Venue + " in ")}{i.Place}{Between(i)} {i.Hash}");
        foreach (RunDetails.Strategy s in d.Strategies)
            Line("strategy", $"{(s.Name == s.Kind ? s.Name : $"{s.Name} ({s.Kind})")} {Text(s.Parameters)}{(s.Symbols.Count > 0 ? $" on {string.Join(", ", s.Symbols)}" : "")}");
        Line("settings", Text(d.Settings));
        foreach ((string name, double? value) in d.Figures)
            Line("figure", $"{name} {value?.ToString("0.########", CultureInfo.InvariantCulture) ?? "undefined"}");
        Line("files", $"{Path.GetFullPath(d.Folder)}: {string.Join(", ", d.Files)}");
    }

    private static string Between(RunDetails.Input input) => input.From is null && input.To is null ? "" : $" from {input.From ?? "the first"} to {input.To ?? "the last"}";

    private static string Text(IReadOnlyDictionary<string, string> settings) => string.Join(' ', settings.Select(s => $"{s.Key}={s.Value}"));

    private static void Line(string name, string? text)
    {
        if (text is not null)
            Console.WriteLine($"{name,-10} {text}");
    }
}

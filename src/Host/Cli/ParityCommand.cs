using System.CommandLine;
using CoinPilot.Actors.Backtest;
using CoinPilot.App.Parity;
using CoinPilot.Values;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot parity</c>: the same data through backtest, paper trading and replay.</summary>
internal static class ParityCommand
{
    private static readonly BacktestInputOptions Inputs = new();

    private static readonly Option<string?> Day = new("--day") { Description = "trade this day, UTC, like 2025-09-15; what the candles have before it is history" };

    private static readonly Option<bool> Each = new("--each") { Description = "check each strategy by itself, one after the other, instead of all on one account" };

    private static readonly Option<string?> Keep = new("--keep")
    {
        Description = "a new folder for paper trading's data, to look into with coinpilot journal, replay and audit; with --each one for each strategy in it",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "print the reports as JSON" };

    public static Command Create()
    {
        Command command = new("parity", "run the same data through the backtest, paper trading on the local exchange, and replay; exit 1 names the first difference");
        Inputs.AddTo(command);
        foreach (Option option in (Option[])[Day, Each, Keep, Json])
            command.Options.Add(option);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        ParityInput[] inputs = [.. Read(parsed)];
        List<ParityReport> reports = [];
        foreach (ParityInput input in inputs)
        {
            if (await CheckAsync(input, parsed.GetValue(Keep), isOnly: inputs.Length == 1, cancellation) is not { } report)
                return ExitCode.Failed;
            reports.Add(report);
            if (!parsed.GetValue(Json))
                ParityText.Print(report, Console.Out);
        }
        if (parsed.GetValue(Json))
            JsonOutput.Print(reports);
        return reports.All(r => r.Holds) ? ExitCode.Done : ExitCode.Failed;
    }

    private static IEnumerable<ParityInput> Read(ParseResult parsed)
    {
        BacktestInputs inputs = Inputs.Read(parsed);
        (Timestamp from, Timestamp to) = RangeOf(parsed, inputs);
        IEnumerable<BacktestOptions> runs = parsed.GetValue(Each)
            ? inputs.Options.Strategies.Select(s => inputs.Options with { Strategies = [s] })
            : [inputs.Options];
        return runs.Select(options => ParityInput.Of(inputs.Series, options, from, to, inputs.Configuration.Kinds));
    }

    private static (Timestamp From, Timestamp To) RangeOf(ParseResult parsed, BacktestInputs inputs)
    {
        Timestamp end = inputs.Series.Max(s => s.Candles[^1].OpenTime) + TimeSpan.FromMinutes(1);
        if (parsed.GetValue(Day) is not { } text)
            return (inputs.Options.TradeFrom ?? inputs.Series.Min(s => s.Candles[0].OpenTime), end);
        Timestamp day = CandleOptions.Time("--day", text);
        return day == day.FloorTo(TimeSpan.FromDays(1)) && inputs.Options.TradeFrom is null
            ? (day, day + TimeSpan.FromDays(1))
            : throw new UsageException($"--day '{text}' is a whole day like 2025-09-15, and stands without --trade-from");
    }

    private static async Task<ParityReport?> CheckAsync(ParityInput input, string? keep, bool isOnly, CancellationToken cancellation)
    {
        string folder = FolderFor(input, keep, isOnly);
        using ProgressLine progress = new(string.Join(", ", input.Options.Strategies.Select(s => s.Name)));
        int percent = 0;
        void Show(double share)
        {
            if ((int)(100 * share) is var now && now != percent)
                progress.Show((percent = now) / 100.0);
        }
        try
        {
            // The other two take a moment each.
            return await new ParityCheck(input, folder).RunAsync((leg, share) => Show(leg == PaperLeg.Name ? share : percent / 100.0), cancellation);
        }
        catch (Exception stopped) when (stopped is ParityStoppedException or BacktestStoppedException)
        {
            progress.Dispose();
            await Console.Error.WriteLineAsync($"coinpilot: {stopped.Message}");
            return null;
        }
        finally
        {
            if (keep is null)
                Directory.Delete(folder, recursive: true);
        }
    }

    private static string FolderFor(ParityInput input, string? keep, bool isOnly)
    {
        if (keep is null)
            return Directory.CreateTempSubdirectory("coinpilot-parity-").FullName;
        string folder = isOnly ? keep : Path.Combine(keep, input.Options.Strategies[0].Name);
        return !Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any()
            ? Directory.CreateDirectory(folder).FullName
            : throw new UsageException($"--keep '{folder}' is not empty");
    }
}

using System.CommandLine;
using System.Globalization;
using CoinPilot.App.Backtests.Runs;
using CoinPilot.Runs;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot backtest list</c></summary>
internal static class BacktestListCommand
{
    /// <summary>As much of an id as tells its millisecond.</summary>
    public const int ShortId = 13;

    private static readonly RunStoreOptions Store = new();

    private static readonly Option<string?> State = new("--state") { Description = "only those that are pending, running, succeeded or failed" };

    private static readonly Option<string?> Strategy = new("--strategy") { Description = "only those with a strategy of that name or kind" };

    private static readonly Option<string?> Symbol = new("--symbol") { Description = "only those with that market" };

    private static readonly Option<int> Most = new("--limit") { Description = "how many at most", DefaultValueFactory = _ => 20 };

    public static Command Create()
    {
        Command command = new("list", "list runs, the newest first") { State, Strategy, Symbol, Most };
        Store.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        Predicate<RunRecord> filter = FilterOf(parsed);
        if (parsed.GetValue(Most) is < 1 and var most)
            throw new UsageException($"--limit {most} is not above 0");
        RunRecord[] runs = [.. (await RunStoreOptions.ReadAllAsync(Store.Open(parsed))).Where(r => filter(r))];
        RunSummary[] shown = [.. runs.Take(parsed.GetValue(Most)).Select(RunSummary.Of)];
        if (Store.IsJson(parsed))
            JsonOutput.Print(shown);
        else
            Print(shown, runs.Length);
        return ExitCode.Done;
    }

    private static Predicate<RunRecord> FilterOf(ParseResult parsed)
    {
        RunState? state = parsed.GetValue(State) is not { } text ? null
            : Enum.TryParse(text, ignoreCase: true, out RunState named) && Enum.IsDefined(named) && !char.IsDigit(text[0]) ? named
            : throw new UsageException($"--state '{text}' is not one of: pending, running, succeeded, failed");
        string? strategy = parsed.GetValue(Strategy);
        Values.Symbol? symbol = parsed.GetValue(Symbol) is { } code ? CommandLine.Symbol("--symbol", code) : null;
        return run => (state is null || run.State == state)
            && (strategy is null || run.Request.Parameters.Strategies.Any(s => s.Name == strategy || s.Kind == strategy))
            && (symbol is null || run.Request.Parameters.Inputs.Any(i => i.Symbol == symbol));
    }

    private static void Print(RunSummary[] shown, int all)
    {
        Console.WriteLine($"{"run",-ShortId} {"state",-9} {"asked for (UTC)",-19} {"return",9} {"result",-8} {"strategies",-28} symbols");
        foreach (RunSummary run in shown)
        {
            string result = run.Return is { } share ? string.Create(CultureInfo.InvariantCulture, $"{100 * share:+0.00;-0.00;0.00} %") : "";
            Console.WriteLine($"{run.RunId[..ShortId]} {run.State,-9} {run.Requested[..19].Replace('T', ' ')} {result,9} {run.ResultHash?[..8],-8} {Cut(string.Join(",", run.Strategies), 28),-28} {string.Join(",", run.Symbols)}");
            if (run.Reason is { } reason)
                Console.WriteLine($"{"",ShortId} {reason}");
        }
        if (all > shown.Length)
            Console.WriteLine($"{all - shown.Length} more: --limit");
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}

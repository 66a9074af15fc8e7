using System.CommandLine;
using CoinPilot.App.Backtests.Runs;
using CoinPilot.Runs;

namespace CoinPilot.App.Cli;

/// <summary>What <c>backtest rerun</c> found.</summary>
/// <param name="RunId">The new run; null where it could not be made again.</param>
/// <param name="Expected">The result hash of the old one; null where it had none.</param>
/// <param name="Changes">What is not as it was.</param>
internal sealed record RerunReport(
    string? RunId, string RerunOf, string? State, string? Expected, string? ResultHash, bool Reproduced, IReadOnlyList<string> Changes)
{
    public static RerunReport Of(RunRecord old, RunRecord? now, IReadOnlyList<string> changes) => new(
        now?.RunId, old.RunId, now is null ? null : RunSummary.StateOf(now), RunSummary.TextOf(old.ResultHash), RunSummary.TextOf(now?.ResultHash ?? ""),
        now is { State: RunState.Succeeded } && now.ResultHash == old.ResultHash, changes);
}

/// <summary><c>coinpilot backtest rerun</c></summary>
internal static class BacktestRerunCommand
{
    private static readonly RunStoreOptions Store = new();

    private static readonly Argument<string> Id = BacktestShowCommand.IdArgument("run");

    public static Command Create()
    {
        Command command = new("rerun", "run it again from what is kept of it: the result must be the same; exit 1 says what changed") { Id };
        Store.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        RunStore store = Store.Open(parsed);
        RunRecord old = store.Find(await RunStoreOptions.ReadAllAsync(store), parsed.GetRequiredValue(Id));
        RunRebuild rebuild = RunRebuild.Of(old);
        RunRecord? now = rebuild.Setup is { } setup ? (await BacktestCommand.RunAsync(setup, store)).Run : null;
        RerunReport report = RerunReport.Of(old, now, rebuild.Changes);
        if (Store.IsJson(parsed))
            JsonOutput.Print(report);
        else
            Print(report, now);
        return report.Reproduced ? ExitCode.Done : ExitCode.Failed;
    }

    private static void Print(RerunReport report, RunRecord? now)
    {
        Console.WriteLine($"rerun of   {report.RerunOf}");
        if (now is not null)
            Console.WriteLine($"run        {now.RunId} {report.State} {now.Reason}".TrimEnd());
        Console.WriteLine($"resultHash {report.ResultHash ?? "none"}, it was {report.Expected ?? "none"}");
        foreach (string change in report.Changes)
            Console.WriteLine($"changed    {change}");
        Console.WriteLine(report switch
        {
            { Reproduced: true } => "reproduced: every order and fill is the same",
            { Expected: null } => "NOT REPRODUCED: that run has no result to reproduce",
            { RunId: null } => "NOT REPRODUCED: it cannot be run on what it ran on",
            { Changes.Count: 0 } => "NOT REPRODUCED, though data, parameters and engine version are the same: the engine was built of other sources, or a strategy keeps something outside itself",
            _ => "NOT REPRODUCED",
        });
    }
}

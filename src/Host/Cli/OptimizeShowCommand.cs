using System.CommandLine;
using CoinPilot.App.Optimisations;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot optimize show ID</c>: ranking, sensitivity and overfit measures, also while it runs.</summary>
internal static class OptimizeShowCommand
{
    private static readonly Argument<string> Id = new("id") { Description = "its id, the beginning of it, or last" };
    private static readonly Option<int> Top = TopOption();
    private static readonly OptimisationStoreOptions Store = new();

    public static Command Create()
    {
        Command command = new("show", "an optimisation's ranking, what each parameter does, and how far the best may be luck") { Id };
        command.Options.Add(Top);
        Store.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    public static Option<int> TopOption() => new("--top") { Description = "trials to show", DefaultValueFactory = _ => 10 };

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        OptimisationStore store = OptimisationStoreOptions.Open(parsed);
        OptimisationPlan plan = store.Find(parsed.GetRequiredValue(Id));
        if (plan.Kind != OptimizeCommand.Kind)
            throw new UsageException($"{plan.Id} is a {plan.Kind}: its report is {Path.Combine(store.FolderOf(plan.Id), "report.html")}");
        OptimisationReport report = OptimisationReport.Of(plan, store.EndOf(plan.Id), TrialHistory.Read(store.TrialsOf(plan.Id, 0)));
        await OptimisationFiles.WriteAsync(store.FolderOf(plan.Id), report);
        if (Store.IsJson(parsed))
            JsonOutput.Print(OptimisationDocument.Of(report, parsed.GetValue(Top)));
        else
            OptimisationText.Print(report, parsed.GetValue(Top), Console.Out);
        return ExitCode.Done;
    }
}

using System.CommandLine;
using System.Globalization;
using CoinPilot.App.Optimisations;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot optimize list</c>: optimisations and walk-forwards, the newest first.</summary>
internal static class OptimizeListCommand
{
    private static readonly OptimisationStoreOptions Store = new();

    public static Command Create()
    {
        Command command = new("list", "the optimisations and walk-forwards of the data folder");
        Store.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        OptimisationStore store = OptimisationStoreOptions.Open(parsed);
        ListedOptimisation[] all = [.. store.ReadAll(problem => Console.Error.WriteLine($"coinpilot: {problem}")).Select(plan => ListedOptimisation.Of(store, plan))];
        if (Store.IsJson(parsed))
        {
            JsonOutput.Print(all);
            return ExitCode.Done;
        }
        foreach (ListedOptimisation o in all)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{o.Id}  {o.Created}  {o.Kind,-11} {(o.Finished is null ? "unfinished" : "finished"),-10} {o.Trials,6:N0}/{o.MostTrials:N0} trials  {o.Objective}  {string.Join(' ', o.Space)}"));
        return ExitCode.Done;
    }
}

/// <param name="Finished">Null while it is unfinished.</param>
internal sealed record ListedOptimisation(
    string Id, string Kind, string Created, string? Finished, int Trials, long MostTrials, string Method, string Objective, IReadOnlyList<string> Space)
{
    public static ListedOptimisation Of(OptimisationStore store, OptimisationPlan plan) => new(
        plan.Id, plan.Kind, plan.Created, store.EndOf(plan.Id)?.Finished, store.CountTrials(plan.Id), plan.Search.Trials * (long)plan.Studies,
        plan.Search.Method, plan.Search.Objective, plan.Search.Space);
}

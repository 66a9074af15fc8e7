using System.CommandLine;
using CoinPilot.App.Optimisations;
using CoinPilot.Backtest;
using CoinPilot.Optimisation;

namespace CoinPilot.App.Cli;

/// <summary>The options by which verbs that optimise say what is searched and how; one set a verb.</summary>
internal sealed class SearchOptions(string methodOption)
{
    private readonly Option<string[]> _space = Several(
        "--space", "a parameter to vary: strategy.key=from..to, from..to:step, a|b|c, or strategy.key alone for all that it may be; of the only strategy, key=…");

    private readonly Option<string?> _method = new(methodOption) { Description = $"how to search (default tpe): {string.Join("; ", SearchCatalog.All.Select(m => $"{m.Name}, {m.Meaning}"))}" };

    private readonly Option<int?> _trials = new("--trials") { Description = $"backtests at most (default {SearchPlan.UsualTrials}; a grid is run whole, up to {SearchPlan.LargestUnasked:N0} unasked)" };

    private readonly Option<ulong?> _seed = new("--seed") { Description = "the same seed gives the same trials, with any number of workers (default 1)" };

    private readonly Option<int?> _workers = new("--workers") { Description = "backtests at once (default: the machine's cores)" };

    private readonly Option<string?> _objective = new("--objective")
    {
        Description = $"what to maximise (default sharpe): a metric, or a formula with + - * / min max abs; write --objective=-… where it begins so. Metrics: {string.Join(", ", BacktestStatistics.Metrics)}",
    };

    private readonly Option<string[]> _constraint = Several("--constraint", "what a trial must hold to, like 'trades>=30' or 'max_drawdown<=0.2'");

    private readonly Option<string?> _resume = new("--resume") { Description = "goes on with an unfinished one: its id, the beginning of it, or last; no trial is run twice" };

    /// <summary>Gives the verb these options.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_space, _method, _trials, _seed, _workers, _objective, _constraint, _resume])
            command.Options.Add(option);
    }

    /// <summary>The optimisation to go on with; null for a new one.</summary>
    public string? Resume(ParseResult parsed) => parsed.GetValue(_resume);

    /// <summary>Throws <see cref="UsageException"/> unless above 0.</summary>
    public int Workers(ParseResult parsed) => parsed.GetValue(_workers) switch
    {
        null => Environment.ProcessorCount,
        > 0 and int workers => workers,
        int wrong => throw new UsageException($"--workers {wrong} is not above 0"),
    };

    /// <summary>Throws <see cref="OptimisationException"/> and <see cref="UsageException"/> for what is not possible.</summary>
    public SearchPlan Plan(ParseResult parsed, BacktestInputs inputs)
    {
        string[] space = parsed.GetRequiredValue(_space);
        if (space.Length == 0)
            throw new UsageException($"--space is missing: what to vary, like {Example(inputs)}");
        ParameterSpace parsedSpace = ParameterSpace.Parse(space, inputs.Options.Strategies);
        string method = parsed.GetValue(_method) ?? "tpe";
        ulong seed = parsed.GetValue(_seed) ?? 1;
        _ = SearchCatalog.Create(method, parsedSpace, seed);
        SearchPlan plan = new(
            [.. parsedSpace.Dimensions.Select(d => d.ToString())], method, seed, SearchPlan.TrialsOf(method, parsedSpace, parsed.GetValue(_trials)),
            parsed.GetValue(_objective) ?? "sharpe", parsed.GetRequiredValue(_constraint));
        _ = plan.Goal();
        return plan;
    }

    /// <summary>Throws <see cref="UsageException"/> where something was said that was decided when the optimisation began: all but where it is and how it is shown.</summary>
    public static void RefuseWithResume(ParseResult parsed)
    {
        string[] free = ["--resume", "--data", "--config", "--workers", "--top", "--runs", "--json"];
        if (parsed.CommandResult.Command.Options.FirstOrDefault(o => !free.Contains(o.Name) && parsed.GetResult(o) is { Implicit: false }) is { } said)
            throw new UsageException($"--resume goes on with what was begun: {said.Name} cannot be said again");
    }

    private static Option<string[]> Several(string name, string meaning) =>
        new(name) { Description = meaning, AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };

    private static string Example(BacktestInputs inputs) => inputs.Options.Strategies[0] is var strategy && strategy.Descriptor.Parameters is [{ } first, ..]
        ? $"--space {strategy.Name}.{first.Key}={first.Default}..{first.Maximum}"
        : "--space strategy.key=from..to";
}

using System.CommandLine;
using CoinPilot.App.Optimisations;

namespace CoinPilot.App.Cli;

/// <summary>The options that say how a walk-forward splits time.</summary>
internal sealed class WindowOptions
{
    private readonly Option<string?> _method = new("--method") { Description = "walk: training before each test, moving on (default); kfold: each fold is the test once, the rest is training, purged" };
    private readonly Option<string?> _train = new("--train") { Description = "walk: length of a training, like 90d, 12h or 30m" };
    private readonly Option<string?> _test = new("--test") { Description = "walk: length of a test" };
    private readonly Option<string?> _step = new("--step") { Description = "walk: from one test's begin to the next one's; without it a test's length" };
    private readonly Option<bool> _anchored = new("--anchored") { Description = "walk: every training begins with the first candle; without it trainings move on" };
    private readonly Option<int?> _folds = new("--folds") { Description = "kfold: how many (default 5)" };
    private readonly Option<string?> _purge = new("--purge") { Description = "kfold: what is cut off trainings on both sides of the test (default 0d): as long as positions last" };
    private readonly Option<string?> _embargo = new("--embargo") { Description = "kfold: what is cut off besides after the test (default 1d)" };

    /// <summary>Gives the verb these options.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_method, _train, _test, _step, _anchored, _folds, _purge, _embargo])
            command.Options.Add(option);
    }

    /// <summary>Throws <see cref="UsageException"/> for what is missing, is no length of time or belongs to the other method.</summary>
    public WindowPlan Plan(ParseResult parsed)
    {
        string method = parsed.GetValue(_method) ?? WindowPlan.Walk;
        Option[] foreign = method switch
        {
            WindowPlan.Walk => [_folds, _purge, _embargo],
            WindowPlan.KFold => [_train, _test, _step, _anchored],
            _ => throw new UsageException($"--method '{method}' is neither {WindowPlan.Walk} nor {WindowPlan.KFold}; how to search is --search"),
        };
        if (foreign.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } wrong)
            throw new UsageException($"{wrong.Name} does not go with --method {method}");
        return method == WindowPlan.Walk ? Walk(parsed) : KFold(parsed);
    }

    private WindowPlan Walk(ParseResult parsed)
    {
        TimeSpan train = Required(parsed, _train), test = Required(parsed, _test);
        return new WindowPlan(WindowPlan.Walk, train, test, Span(parsed, _step) ?? test, parsed.GetValue(_anchored), Folds: 0, TimeSpan.Zero, TimeSpan.Zero);
    }

    private WindowPlan KFold(ParseResult parsed) => new(
        WindowPlan.KFold, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, IsAnchored: false, parsed.GetValue(_folds) ?? 5,
        Span(parsed, _purge) ?? TimeSpan.Zero, Span(parsed, _embargo) ?? TimeSpan.FromDays(1));

    private static TimeSpan Required(ParseResult parsed, Option<string?> option) =>
        Span(parsed, option) ?? throw new UsageException($"{option.Name} is missing: a length of time like 30d");

    private static TimeSpan? Span(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } text ? SpanText.Parse(option.Name, text) : null;
}

using CoinPilot.App.Cli;
using CoinPilot.Optimisation;
using CoinPilot.Runs;

namespace CoinPilot.App.Optimisations;

/// <summary>Carries an optimisation out, from its beginning or from where it was left.</summary>
internal sealed class OptimisationSession(OptimisationStore store, OptimisationPlan plan, BacktestInputs inputs, int workers)
{
    private readonly ParameterSpace _space = plan.Search.SpaceOf(inputs.Options.Strategies);

    /// <summary>A plan for a new one.</summary>
    public static OptimisationPlan Begin(string kind, IReadOnlyList<string> arguments, BacktestInputs inputs, SearchPlan search, WindowPlan? windows = null) => new(
        Guid.CreateVersion7().ToString(), kind, DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), ProductInfo.Version, Environment.CurrentDirectory,
        arguments, OptimisationPlan.SetupOf(inputs), search, windows);

    /// <summary>
    /// Runs what is left of it, repeats the best as a plain backtest, and writes the reports. Throws <see cref="OperationCanceledException"/> when it is
    /// stopped, and what <see cref="StudyRun.RunAsync"/> throws.
    /// </summary>
    public async Task<OptimisationReport> RunAsync(TextWriter notes, CancellationToken cancellation)
    {
        Study study = plan.Search.Study(_space);
        TrialBacktest backtest = new(_space, plan.Search.Goal(), inputs.Options, [new Stretch(inputs.Series, inputs.Options.TradeFrom)]);
        using TrialHistory history = TrialHistory.Open(store.TrialsOf(plan.Id, 0));
        TellStored(notes, history);
        IReadOnlyList<TrialRecord> trials;
        using (TrialProgress progress = TrialProgress.OnConsole("optimize", plan.Search.Trials))
        {
            progress.Skip(history.Stored.Count);
            StudyRun run = new(study, _space, history, workers);
            trials = await run.RunAsync(backtest, r => progress.Show(r.Best), cancellation);
        }
        OptimisationReport found = OptimisationReport.Of(plan, end: null, trials);
        OptimisationEnd end = new(
            DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), study.Refused, study.LastRefusal,
            found.Best is { } best ? await RepeatAsync(best, cancellation) : null);
        store.Finish(plan.Id, end);
        OptimisationReport report = found with { End = end };
        await OptimisationFiles.WriteAsync(store.FolderOf(plan.Id), report);
        return report;
    }

    /// <summary>Says what was there before.</summary>
    public static void TellStored(TextWriter notes, TrialHistory history, string stage = "")
    {
        if (history.TornBytes > 0)
            notes.WriteLine($"coinpilot: {stage}the last write was cut off; its {history.TornBytes} bytes are dropped and its trial is run again");
        if (history.Stored.Count > 0)
            notes.WriteLine($"coinpilot: {stage}{history.Stored.Count:N0} trials are stored and not run again");
    }

    private async Task<RepeatedBest> RepeatAsync(TrialRecord best, CancellationToken cancellation)
    {
        IReadOnlyList<string> arguments = PlainBacktest.With(plan.Arguments, best.Parameters);
        RunRecord run = await PlainBacktest.RunAsync(arguments, store.Data, cancellation);
        cancellation.ThrowIfCancellationRequested();
        string yaml = StrategyYaml.Of(_space.Apply(_space.Find(best.Parameters)!), [.. best.Parameters.Keys]);
        return new RepeatedBest(best.Number, run.RunId, run.ResultHash, run.ResultHash == best.ResultHash, arguments, yaml);
    }
}

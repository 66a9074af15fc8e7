using CoinPilot.Actors.Backtest;
using CoinPilot.App.Cli;
using CoinPilot.Backtest;
using CoinPilot.Optimisation;
using CoinPilot.Values;

namespace CoinPilot.App.Optimisations;

/// <summary>Carries a walk-forward out, from its beginning or from where it was left: in each window a search on the training, its best on the test.</summary>
internal sealed class WalkForwardSession(OptimisationStore store, OptimisationPlan plan, BacktestInputs inputs, int workers, int monteCarloRuns)
{
    private readonly ParameterSpace _space = plan.Search.SpaceOf(inputs.Options.Strategies);
    private readonly Goal _goal = plan.Search.Goal();
    private readonly TimeRange _all = Stretch.RangeOf(inputs.Series, inputs.Options.TradeFrom);
    private readonly EquityChain _chain = new(TrialBacktest.SaleFeeOf(inputs.Options));

    /// <summary>
    /// Runs what is left of it and writes the reports. Throws <see cref="OperationCanceledException"/> when it is stopped,
    /// <see cref="IrreproducibleException"/> where a window's best gives another result when it is run again, <see cref="BacktestStoppedException"/> where its
    /// test has none, and what <see cref="StudyRun.RunAsync"/> throws.
    /// </summary>
    public async Task<WalkForwardReport> RunAsync(TextWriter notes, CancellationToken cancellation)
    {
        IReadOnlyList<TimeSplit> splits = plan.Windows!.SplitsOf(_all);
        List<WindowOutcome> windows = [];
        using (TrialProgress progress = TrialProgress.OnConsole("walkforward", plan.Search.Trials * splits.Count))
        {
            for (int i = 0; i < splits.Count; i++)
                windows.Add(await WindowAsync(i + 1, splits[i], $"window {i + 1} of {splits.Count}, ", progress, notes, cancellation));
        }
        EquityCurve curve = _chain.Curve();
        WalkForwardReport report = WalkForwardReport.Of(
            plan, _space, windows, BacktestStatistics.Of(_chain.Trades, curve), (_all.To - splits[^1].Test.To).TotalDays,
            MonteCarloFigures.Of(inputs.Options.Cash, _chain.Trades, monteCarloRuns, plan.Search.Seed));
        store.Finish(plan.Id, new OptimisationEnd(
            DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), windows.Sum(w => w.Refused), LastRefusal: null, Repeated: null));
        await WalkForwardFiles.WriteAsync(store.FolderOf(plan.Id), report, _chain.Trades, curve);
        return report;
    }

    private async Task<WindowOutcome> WindowAsync(
        int number, TimeSplit split, string stage, TrialProgress progress, TextWriter notes, CancellationToken cancellation)
    {
        using TrialHistory history = TrialHistory.Open(store.TrialsOf(plan.Id, number));
        OptimisationSession.TellStored(notes, history, stage);
        progress.Skip(history.Stored.Count);
        Study study = plan.Search.Study(_space, number);
        TrialBacktest training = new(_space, _goal, inputs.Options, [.. split.Train.Select(range => TrainingOf(range, split.Test))]);
        StudyRun run = new(study, _space, history, workers);
        IReadOnlyList<TrialRecord> trials = await run.RunAsync(training, r => progress.Show(r.Best, stage), cancellation);
        if (run.Best is { } best)
            await VerifyAsync(training, study.Best!, best, number, cancellation);
        (BacktestResult tested, int cutOff) = await TestAsync(split.Test, study.Best, cancellation);
        return OutcomeOf(number, split, study, trials, run.Best, tested, cutOff);
    }

    // Candles after the test may be trained on, those of the test may not even warm strategies up.
    private Stretch TrainingOf(TimeRange range, TimeRange test) =>
        Stretch.Of(inputs.Series, range, range.From >= test.To ? test.To : Timestamp.None);

    private static async Task VerifyAsync(TrialBacktest training, Trial trial, TrialRecord best, int number, CancellationToken cancellation)
    {
        TrialRecord again = await training.RunAsync(trial, cancellation);
        if (again.ResultHash != best.ResultHash)
            throw new IrreproducibleException($"trial {best.Number} of window {number} cannot be reproduced: again it gives {again.ResultHash}, not {best.ResultHash}");
    }

    private async Task<(BacktestResult Result, int CutOff)> TestAsync(TimeRange test, Trial? best, CancellationToken cancellation)
    {
        BacktestOptions options = inputs.Options with
        {
            Strategies = best is null ? [] : _space.Apply(best.Combination),
            Cash = _chain.Equity ?? inputs.Options.Cash,
        };
        BacktestResult result;
        try
        {
            result = await TrialBacktest.RunAsync(Stretch.Of(inputs.Series, test, Timestamp.None), options, cancellation);
        }
        catch (BacktestStoppedException stopped)
        {
            throw new BacktestStoppedException($"the test from {test.From} has no result: {stopped.Message}", stopped);
        }
        int before = _chain.CutOff;
        _chain.Add(result.Trades, result.Equity);
        return (result, _chain.CutOff - before);
    }

    private WindowOutcome OutcomeOf(
        int number, TimeSplit split, Study study, IReadOnlyList<TrialRecord> trials, TrialRecord? best, BacktestResult tested, int cutOff)
    {
        WindowRange[] train = [.. split.Train.Select(WindowRange.Of)];
        WindowRange test = WindowRange.Of(split.Test);
        return new WindowOutcome(
            number, train, test, trials.Count, study.Refused, best?.Number, best?.Parameters ?? new Dictionary<string, string>(StringComparer.Ordinal),
            best is null ? null : OptimisationDocument.Defined(best.Objective), OptimisationDocument.Defined(_goal.ScoreOf(tested.Statistics.Of).Objective),
            best is null ? new Dictionary<string, double?>(StringComparer.Ordinal) : WalkForwardReport.MetricsOf(m => best.Metrics[m]),
            WalkForwardReport.MetricsOf(tested.Statistics.Of),
            WalkForwardReport.EfficiencyOf(tested.Statistics.Of("return"), test.Days, best?.Metrics["return"] ?? 0, train.Sum(t => t.Days)),
            OverfitFigures.Of(trials, best) is { } overfit ? OptimisationDocument.Defined(overfit.BacktestOverfitting) : null,
            cutOff, best?.ResultHash, tested.ResultHash);
    }
}

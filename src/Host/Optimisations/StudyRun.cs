using CoinPilot.App.Cli;
using CoinPilot.Optimisation;

namespace CoinPilot.App.Optimisations;

/// <summary>
/// Carries a study out: trials run side by side, each is stored as soon as it has finished, and those that were stored before are taken as they are.
/// </summary>
internal sealed class StudyRun(Study study, ParameterSpace space, TrialHistory history, int workers)
{
    private readonly Dictionary<int, TrialRecord> _stored = history.Stored.ToDictionary(t => t.Number);
    private readonly SortedDictionary<int, TrialRecord> _finished = [];

    public Study Study => study;

    /// <summary>Trials that were not run again because they were stored.</summary>
    public int Taken { get; private set; }

    /// <summary>Trials that failed so far.</summary>
    public int Failed => _finished.Values.Count(t => t.Failure is not null);

    /// <summary>The best so far; null where none keeps the constraints.</summary>
    public TrialRecord? Best => study.Best is { } best ? _finished[best.Number] : null;

    /// <summary>
    /// All trials by number. <paramref name="onFinished"/> is told after each one. Throws <see cref="UsageException"/> where a stored trial is none of
    /// this study, <see cref="OperationCanceledException"/> when it is stopped; what has finished is stored then.
    /// </summary>
    public async Task<IReadOnlyList<TrialRecord>> RunAsync(TrialBacktest backtest, Action<StudyRun> onFinished, CancellationToken cancellation)
    {
        List<Task<TrialRecord>> running = [];
        try
        {
            while (true)
            {
                while (running.Count < workers && study.TryNext() is { } trial)
                {
                    if (_stored.Remove(trial.Number, out TrialRecord? known))
                        Take(trial, known);
                    else
                        running.Add(backtest.RunAsync(trial, cancellation));
                }
                if (running.Count == 0)
                    break;
                Task<TrialRecord> ended = await Task.WhenAny(running);
                running.Remove(ended);
                TrialRecord record = await ended;
                history.Add(record);
                Note(record);
                onFinished(this);
            }
        }
        finally
        {
            // Nobody is left behind with candles that may go.
            await Task.WhenAll((IEnumerable<Task>)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (_stored.Count > 0)
            throw new UsageException($"trial {_stored.Keys.Min()} is stored, and is none of this optimisation");
        return [.. _finished.Values];
    }

    private void Take(Trial trial, TrialRecord known)
    {
        IReadOnlyDictionary<string, string> proposed = TrialBacktest.ParametersOf(space, trial);
        if (proposed.Count != known.Parameters.Count || proposed.Any(p => known.Parameters.GetValueOrDefault(p.Key) != p.Value))
            throw new UsageException($"trial {trial.Number} is stored as {known.Describe()}, and is now proposed as {string.Join(' ', proposed.Select(p => $"{p.Key}={p.Value}"))}");
        Taken++;
        Note(known);
    }

    private void Note(TrialRecord record)
    {
        _finished.Add(record.Number, record);
        study.Finish(record.Number, new Score(record.Objective, record.Violation));
    }
}

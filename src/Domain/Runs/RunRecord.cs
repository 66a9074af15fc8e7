using CoinPilot.Values;

namespace CoinPilot.Runs;

/// <summary>A run as its journal tells it.</summary>
public sealed record RunRecord(RunRequested Request, RunState State)
{
    public string RunId => Request.RunId;

    /// <summary>None before it is RUNNING.</summary>
    public Timestamp StartedAt { get; init; }

    /// <summary>None before it has ended.</summary>
    public Timestamp EndedAt { get; init; }

    /// <summary>Empty but for a run that SUCCEEDED.</summary>
    public string ResultHash { get; init; } = "";

    public ValueList<RunFigure> Figures { get; init; } = ValueList<RunFigure>.Empty;

    /// <summary>Why it FAILED; empty otherwise.</summary>
    public string Reason { get; init; } = "";

    public bool HasEnded => State is RunState.Succeeded or RunState.Failed;

    /// <summary>Null where the result has no such figure.</summary>
    public double? Find(string figure) => Figures.Where(f => f.Name == figure).Select(f => (double?)f.Value).FirstOrDefault();

    /// <summary>
    /// Folds one event; <paramref name="run"/> is null before the first. Throws <see cref="InvalidOperationException"/> for an event that the state rules
    /// out or does not know.
    /// </summary>
    public static RunRecord Apply(RunRecord? run, IRunEvent @event) => (run, @event) switch
    {
        (null, RunRequested e) => new RunRecord(e, RunState.Pending),
        ({ State: RunState.Pending }, RunStarted e) => run with { State = RunState.Running, StartedAt = e.At },
        ({ State: RunState.Running }, RunSucceeded e) => run with { State = RunState.Succeeded, EndedAt = e.At, ResultHash = e.ResultHash, Figures = e.Figures },
        ({ HasEnded: false }, RunFailed e) => run with { State = RunState.Failed, EndedAt = e.At, Reason = e.Reason },
        (_, RunRequested or RunStarted or RunSucceeded or RunFailed) =>
            throw new InvalidOperationException($"{@event.GetType().Name} of a run that {(run is null ? "nobody asked for" : $"is {run.State}")}"),
        _ => throw new InvalidOperationException($"unknown run event {@event.GetType().Name}"),
    };
}

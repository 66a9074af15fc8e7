using CoinPilot.Values;

namespace CoinPilot.Runs;

/// <summary>What is asked of a run.</summary>
public interface IRunCommand;

/// <summary>Begins the record of a run; see <see cref="RunRequested"/>.</summary>
public sealed record RequestRun(string RunId, RunParameters Parameters, string DataHash, string EngineVersion, string RerunOf) : IRunCommand;

public sealed record StartRun : IRunCommand;

public sealed record CompleteRun(string ResultHash, ValueList<RunFigure> Figures) : IRunCommand;

public sealed record FailRun(string Reason) : IRunCommand;

/// <summary>An event, or the stable code of why there is none.</summary>
public readonly record struct RunDecision(IRunEvent? Event, string? Refusal);

/// <summary>Decides what a command changes in a run: states only go forward. Pure.</summary>
public static class RunDecider
{
    public const string Exists = "RUN_EXISTS";
    public const string Unknown = "RUN_UNKNOWN";
    public const string NotPending = "RUN_NOT_PENDING";
    public const string NotRunning = "RUN_NOT_RUNNING";
    public const string Ended = "RUN_ENDED";

    /// <summary><paramref name="run"/> is null before it was asked for. Throws <see cref="InvalidOperationException"/> for an unknown command.</summary>
    public static RunDecision Decide(RunRecord? run, IRunCommand command, Timestamp now) => (run, command) switch
    {
        (null, RequestRun c) => Decided(new RunRequested(c.RunId, c.Parameters, c.DataHash, c.EngineVersion, c.RerunOf, now)),
        (_, RequestRun) => Refused(Exists),
        (null, StartRun or CompleteRun or FailRun) => Refused(Unknown),
        ({ HasEnded: true }, StartRun or CompleteRun or FailRun) => Refused(Ended),
        ({ State: RunState.Pending }, StartRun) => Decided(new RunStarted(now)),
        (_, StartRun) => Refused(NotPending),
        ({ State: RunState.Running }, CompleteRun c) => Decided(new RunSucceeded(c.ResultHash, c.Figures, now)),
        (_, CompleteRun) => Refused(NotRunning),
        (_, FailRun c) => Decided(new RunFailed(c.Reason, now)),
        _ => throw new InvalidOperationException($"unknown run command {command.GetType().Name}"),
    };

    private static RunDecision Decided(IRunEvent @event) => new(@event, null);

    private static RunDecision Refused(string code) => new(null, code);
}

using CoinPilot.Values;

namespace CoinPilot.Runs;

/// <summary>Something that happened to a run; kept in its journal for ever.</summary>
public interface IRunEvent
{
    /// <summary>When, by the clock of the process that journals it, UTC.</summary>
    Timestamp At { get; }
}

/// <summary>A run was asked for: PENDING.</summary>
/// <param name="RunId">A UUID of version 7.</param>
/// <param name="DataHash">Of one input its hash; of several the SHA-256 of their hashes in the order given.</param>
/// <param name="EngineVersion">The build, with its commit.</param>
/// <param name="RerunOf">The run that this one repeats; empty for none.</param>
public sealed record RunRequested(
    string RunId, RunParameters Parameters, string DataHash, string EngineVersion, string RerunOf, Timestamp At) : IRunEvent;

/// <summary>A process began to compute it: RUNNING.</summary>
public sealed record RunStarted(Timestamp At) : IRunEvent;

/// <summary>It has a result: SUCCEEDED.</summary>
/// <param name="ResultHash">SHA-256 over the ordered orders and fills, lower-case hex.</param>
public sealed record RunSucceeded(string ResultHash, ValueList<RunFigure> Figures, Timestamp At) : IRunEvent;

/// <summary>It ended without a result: FAILED.</summary>
public sealed record RunFailed(string Reason, Timestamp At) : IRunEvent;

/// <summary>A statistic of a result by its stable name; NaN where it is undefined.</summary>
public readonly record struct RunFigure(string Name, double Value);

namespace CoinPilot.Runs;

/// <summary>How far a run of a backtest has come. It only goes forward.</summary>
public enum RunState : byte
{
    /// <summary>Asked for: what is to be run is read and journaled.</summary>
    Pending = 1,

    /// <summary>A process computes it.</summary>
    Running = 2,

    /// <summary>It has a result, and its files are written.</summary>
    Succeeded = 3,

    /// <summary>It ended without a result.</summary>
    Failed = 4,
}

namespace CoinPilot.Actors.InProcess.Recording;

/// <summary>
/// Keeps what the workers of a live engine took in, so that a replay can give it to them again. A worker writes before anything leaves it for
/// another worker or the journal: any beginning of the log holds all that led to what is in it. Called on every worker's thread; never throws.
/// </summary>
public interface IInputLog
{
    /// <summary>False once something could not be kept; from then on nothing is, and trading goes on.</summary>
    bool IsKept { get; }

    /// <summary>Keeps entries of one worker, whole ones, behind those written before. Durable against the end of the process, not of the machine.</summary>
    void Write(int worker, ReadOnlySpan<byte> entries);

    /// <summary>Ends the log here: what comes next cannot be written.</summary>
    void GiveUp(string reason);
}

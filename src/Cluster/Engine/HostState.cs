namespace CoinPilot.Clustering.Engine;

/// <summary>Where a host stands; only in <see cref="Ready"/> does its actor receive.</summary>
internal enum HostState : byte
{
    /// <summary>No instance; the next message makes one.</summary>
    Dormant,
    Ready,

    /// <summary>Waits for the journal; messages are stashed.</summary>
    Persisting,

    /// <summary>Failed; waits for its backoff and the end of its children. Messages are stashed.</summary>
    Restarting,
    Quarantined,

    /// <summary>Waits for the end of its children.</summary>
    Stopping,
    Stopped,
}

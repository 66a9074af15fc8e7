namespace CoinPilot.Storage.Files.Snapshots;

/// <summary>Where the latest snapshot of each entity is kept.</summary>
internal interface ISnapshotPlace
{
    /// <summary>Replaces the entity's snapshot in one step.</summary>
    void Write(string entityId, long sequence, object snapshot);

    /// <summary>Null when there is none. Throws for one that cannot be read.</summary>
    (long Sequence, object Snapshot)? Read(string entityId);
}

namespace CoinPilot.Storage.Postgres.Lease;

/// <summary>A symbol's lease as it stands in the database.</summary>
/// <param name="Node">The number of the node that holds it; 0 when it was given up.</param>
/// <param name="Expires">By the database's clock.</param>
/// <param name="IsHeld">False when it was given up, or its time is up by the database's clock.</param>
public sealed record SymbolLeaseHolder(
    string Name, long Token, long Node, int ProcessId, string Host, DateTimeOffset Since, DateTimeOffset? Expires, bool IsHeld);
